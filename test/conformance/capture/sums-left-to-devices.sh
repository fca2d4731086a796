# Sums of UDP and TCP that are left to devices: what captures see of them, and what ethtool changes.
# oracle: root
ip netns add red
ip netns add blue
ip link add v-red address 02:00:00:00:01:02 netns red type veth peer name v-blue address 02:00:00:00:02:02 netns blue
for n in red blue; do ip netns exec $n sysctl -qw net.ipv6.conf.v-$n.accept_dad=0 net.ipv6.conf.v-$n.router_solicitations=0; ip -n $n link set lo up; ip -n $n link set v-$n up; done
ip -n red addr add 10.0.0.1/24 dev v-red
ip -n blue addr add 10.0.0.2/24 dev v-blue
ip -n red addr add fd00::1/64 dev v-red nodad
ip -n blue addr add fd00::2/64 dev v-blue nodad
ip -n red neigh add 10.0.0.2 lladdr 02:00:00:00:02:02 dev v-red
ip -n blue neigh add 10.0.0.1 lladdr 02:00:00:00:01:02 dev v-blue
ip -n red neigh add fd00::2 lladdr 02:00:00:00:02:02 dev v-red
ip -n blue neigh add fd00::1 lladdr 02:00:00:00:01:02 dev v-blue
sleep 3
cap() { ip netns exec blue tcpdump -l --immediate-mode -nvv "$@" >told 2>/dev/null & sleep 2.5; }
show() { sleep 1.5; pkill tcpdump; wait; sed -E 's/[0-9]+:[0-9]+:[0-9]+\.[0-9]+/TIME/; s/id [0-9]+,/id N,/; s/(10\.[07]\.0\.[12])\.[34567][0-9]{4}/\1.P/g; s/(fd00::[12])\.[34567][0-9]{4}/\1.P/g; s/(-> 0x)[0-9a-f]+/\1S/; s/udp port [0-9]+/udp port Q/; s/(seq|ack|val|ecr|win|flowlabel 0x) ?[0-9a-f:]+/\1 N/g; s/cksum 0x[0-9a-f]+ \(correct/cksum X (correct/' told; }
sums() { show | grep -o 'no cksum\|bad udp cksum 0x[0-9a-f]*\|udp sum ok\|cksum X (correct)\|cksum 0x[0-9a-f]* (incorrect'; }
echo "--- datagrams"
cap -i v-blue udp or icmp
echo hi | ip netns exec red nc -u -w 1 10.0.0.2 5353
ip netns exec red traceroute -n -q 1 -m 1 10.0.0.2 1600 >/dev/null
ip netns exec red tracepath -n -m 1 10.0.0.2 >/dev/null
echo hi | ip netns exec red nc -u -w 1 fd00::2 5353
show
echo "--- resets"
cap -i v-blue tcp
ip netns exec red nc -N 10.0.0.2 80 </dev/null
ip netns exec red nc -N fd00::2 80 </dev/null
sums
echo "--- a device that sums up nothing"
ip netns exec red ethtool -K v-red tx off >/dev/null
cap -i v-blue udp or tcp
echo hi | ip netns exec red nc -u -w 1 10.0.0.2 5353
echo hi | ip netns exec red nc -u -w 1 fd00::2 5353
ip netns exec red nc -N 10.0.0.2 80 </dev/null
sums
ip netns exec red ethtool -K v-red tx on >/dev/null
echo "--- a device that cuts nothing into segments"
ip netns exec red ethtool -K v-red tso off gso off >/dev/null
cap -i v-blue 'tcp dst port 8081 and greater 500'
ip netns exec blue nc -l -p 8081 >/dev/null &
sleep 1
head -c 3000 /dev/zero | ip netns exec red nc -N 10.0.0.2 8081
show | grep -o 'length [0-9]*'
ip netns exec red ethtool -K v-red tso on gso on >/dev/null
cap -i v-blue 'tcp dst port 8081 and greater 500'
ip netns exec blue nc -l -p 8081 >/dev/null &
sleep 1
head -c 3000 /dev/zero | ip netns exec red nc -N 10.0.0.2 8081
show | grep -o 'length [0-9]*'
ip netns exec red ethtool -K v-red tcp off
rm told
