# Sums of GRE that are left to the device below, and those around a sum that is.
# oracle: vm
ip netns add red
ip netns add blue
ip link add v0 address 02:00:00:00:01:01 netns red type veth peer name v1 address 02:00:00:00:01:02 netns blue
for n in red blue; do ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip -n $n link set lo up; done
ip -n red link set v0 up
ip -n blue link set v1 up
ip -n red addr add 10.0.0.1/24 dev v0
ip -n blue addr add 10.0.0.2/24 dev v1
ip -n red tunnel add g0 mode gre local 10.0.0.1 remote 10.0.0.2 ttl 64 csum
ip -n blue tunnel add g0 mode gre local 10.0.0.2 remote 10.0.0.1 ttl 64 csum
ip -n red link add gt0 address 02:00:00:00:07:01 type gretap local 10.0.0.1 remote 10.0.0.2 key 5 csum
ip -n blue link add gt0 address 02:00:00:00:07:02 type gretap local 10.0.0.2 remote 10.0.0.1 key 5 icsum
for d in g0 gt0; do ip -n red link set $d up; ip -n blue link set $d up; done
ip -n red addr add 10.20.0.1/24 dev g0
ip -n blue addr add 10.20.0.2/24 dev g0
ip -n red addr add 10.40.0.1/24 dev gt0
ip -n blue addr add 10.40.0.2/24 dev gt0
ip -n red neigh add 10.0.0.2 lladdr 02:00:00:00:01:02 dev v0
ip -n blue neigh add 10.0.0.1 lladdr 02:00:00:00:01:01 dev v1
ip -n red neigh add 10.40.0.2 lladdr 02:00:00:00:07:02 dev gt0
ip -n blue neigh add 10.40.0.1 lladdr 02:00:00:00:07:01 dev gt0
for n in red blue; do ip netns exec $n tc qdisc add dev gt0 root pfifo limit 100; done
sleep 3
ip netns exec blue timeout 8 tcpdump -l --immediate-mode -nvv -i v1 >/root/told 2>/dev/null &
sleep 2.5
ip netns exec red ping -c 1 -W 2 10.20.0.2 | grep -c ttl
ip netns exec red ping -c 1 -W 2 10.40.0.2 | grep -c from
echo hi | ip netns exec red nc -u -w 1 10.20.0.2 5353
ip netns exec red nc -N 10.20.0.2 80 </dev/null
wait
grep -o 'GREv0.*\|bad udp cksum\|(correct)\|(incorrect\|ICMP echo [a-z]*\|udp port [0-9]* unreachable' /root/told | sed -E 's/sum 0x([0-9a-f]{3,4})/sum SOME/'
rm /root/told
