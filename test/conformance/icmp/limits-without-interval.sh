# Without an interval ICMP saves up nothing, and takes from what the routing has saved up when it was not the routing that asked
# oracle: root
for n in near mid; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip -n $n link set lo up; done
ip link add n0 netns near type veth peer name m0 netns mid
ip link add m1 netns mid type veth peer name m2
ip -n near link set n0 up
ip -n mid link set m0 up
ip link set m2 up
ip -n mid link set m1 up
ip -n near address add 10.0.1.1/24 dev n0
ip -n mid address add 10.0.1.2/24 dev m0
ip -n mid address add 10.0.2.2/24 dev m1
ip -n near address add 10.0.1.5/24 dev n0
ip netns exec mid sysctl -qw net.ipv4.ip_forward=1 net.ipv4.icmp_ratelimit=0
ip -n near route add default via 10.0.1.2
ip -n mid route add prohibit 10.0.11.0/24
ip netns exec near ping -q -c 1 10.0.1.2 > /dev/null
ask() { ip netns exec near ping -c 1 -W 0.1 "$@" | grep -o 'seq=.*'; }
for i in 1 2 3 4 5 6; do ask 10.0.11.1; done
sleep 7
ask 10.0.11.1
ask -t 1 10.0.2.9
ask 10.0.11.1
ask -t 1 10.0.2.9
sleep 1.5
ask 10.0.11.1
ask 10.0.11.1
ask -I 10.0.1.5 10.0.11.1
ip netns exec mid sysctl -qw net.ipv4.icmp_ratelimit=1000
sleep 7
for i in 1 2 3 4 5 6; do ask 10.0.11.1; done
ip netns exec mid sysctl -w net.ipv4.icmp_ratelimit=-1
ip -n mid link del m1
for n in near mid; do ip netns del $n; done
