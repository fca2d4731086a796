# Of several next hops those whose neighbor has failed are left out: always for next hop objects, else with fib_multipath_use_neigh
# oracle: root
ip link add e0 type veth peer name e1
sysctl -qw net.ipv6.conf.e0.accept_dad=0 net.ipv6.conf.e1.accept_dad=0
ip addr add 192.0.2.10/24 dev e0
ip addr add 2001:db8::10/64 dev e0
ip link set e0 up
ip link set e1 up
ip route add 198.51.100.0/24 nexthop via 192.0.2.1 nexthop via 192.0.2.2 weight 2
ways() { for i in $(seq 1 40); do ip $2 route get $1$i; done | grep -o 'via [^ ]*' | sort | uniq -c | awk '{print $3}'; }
ip neigh add 192.0.2.1 dev e0 nud failed
ways 198.51.100.
sysctl -w net.ipv4.fib_multipath_use_neigh=1
ways 198.51.100.
ip neigh replace 192.0.2.1 dev e0 lladdr 02:00:00:00:00:01 nud stale
ip neigh replace 192.0.2.2 dev e0 nud failed
ways 198.51.100.
ip neigh replace 192.0.2.1 dev e0 nud failed
ways 198.51.100. | wc -l
ip route replace 198.51.100.0/24 nexthop via 192.0.2.1 nexthop dev e0
ways 198.51.100.
sysctl -w net.ipv4.fib_multipath_use_neigh=2
sysctl -qw net.ipv4.fib_multipath_use_neigh=0
ip neigh flush all
ip nexthop add id 1 via 192.0.2.1 dev e0
ip nexthop add id 2 via 192.0.2.2 dev e0
ip nexthop add id 10 group 1/2
ip route replace 198.51.100.0/24 nhid 10
ways 198.51.100.
ip neigh add 192.0.2.1 dev e0 nud failed
ways 198.51.100.
ip neigh replace 192.0.2.1 dev e0 lladdr 02:00:00:00:00:01 nud permanent
ip neigh replace 192.0.2.2 dev e0 nud failed
ways 198.51.100.
ip neigh replace 192.0.2.2 dev e0 nud noarp
ways 198.51.100.
ip nexthop add id 3 via 2001:db8::1 dev e0
ip nexthop add id 4 via 2001:db8::2 dev e0
ip nexthop add id 11 group 3/4
ip -6 route add 2001:db8:9::/64 nhid 11
ip neigh add 2001:db8::1 dev e0 nud failed
ways 2001:db8:9:: -6
ip neigh del 2001:db8::1 dev e0
ip neigh add 2001:db8::2 dev e0 nud failed
ways 2001:db8:9:: -6
ip link del e0
