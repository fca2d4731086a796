# Sums around and inside of VXLAN that are left to devices.
# oracle: root
ip netns add red
ip netns add blue
ip link add v-red address 02:00:00:00:01:02 netns red type veth peer name v-blue address 02:00:00:00:02:02 netns blue
for n in red blue; do ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1; ip -n $n link set lo up; ip -n $n link set v-$n up; done
ip -n red addr add 10.0.0.1/24 dev v-red
ip -n blue addr add 10.0.0.2/24 dev v-blue
ip -n red neigh add 10.0.0.2 lladdr 02:00:00:00:02:02 dev v-red
ip -n blue neigh add 10.0.0.1 lladdr 02:00:00:00:01:02 dev v-blue
ip -n red link add vx0 address 02:00:00:00:03:01 type vxlan id 7 remote 10.0.0.2 local 10.0.0.1 dstport 4789 dev v-red
ip -n blue link add vx0 address 02:00:00:00:03:02 type vxlan id 7 remote 10.0.0.1 local 10.0.0.2 dstport 4789 dev v-blue noudpcsum
ip -n red link set vx0 up
ip -n blue link set vx0 up
ip -n red addr add 10.7.0.1/24 dev vx0
ip -n blue addr add 10.7.0.2/24 dev vx0
ip -n red neigh add 10.7.0.2 lladdr 02:00:00:00:03:02 dev vx0
ip -n blue neigh add 10.7.0.1 lladdr 02:00:00:00:03:01 dev vx0
sleep 3
cap() { ip netns exec blue tcpdump -l --immediate-mode -nvv "$@" >told 2>/dev/null & sleep 2.5; }
sums() { sleep 1.5; pkill tcpdump; wait; grep -o 'no cksum\|bad udp cksum\|udp sum ok\|(correct)\|(incorrect\|VXLAN\|ICMP echo [a-z]*\|unreachable\|Flags \[[A-Z.]*\]' told; }
echo "--- what has its own sum"
cap -i v-blue udp
ip netns exec red ping -c 1 10.7.0.2 >/dev/null
sums
echo "--- what leaves it to the device"
cap -i v-blue udp
echo hi | ip netns exec red nc -u -w 1 10.7.0.2 5353
ip netns exec red nc -N 10.7.0.2 80 </dev/null
sums
echo "--- inside"
cap -i vx0 udp or tcp
echo hi | ip netns exec red nc -u -w 1 10.7.0.2 5353
ip netns exec red nc -N 10.7.0.2 80 </dev/null
sums
echo "--- a device below that sums up nothing"
ip netns exec red ethtool -K v-red tx off >/dev/null
cap -i v-blue udp
ip netns exec red ping -c 1 10.7.0.2 >/dev/null
echo hi | ip netns exec red nc -u -w 1 10.7.0.2 5353
sums
ip -d -n blue link show vx0 | grep -o '[a-z0-9]*csum[a-z]*'
ip -n blue link set vx0 type vxlan udpcsum
rm told
