# Several default routes of one metric: a gateway that does not answer is passed over
# oracle: root
ip netns add n1
ip link add e0 netns n1 address 02:00:00:00:01:01 type veth peer name w0 address 02:00:00:00:01:02
ip netns exec n1 sysctl -qw net.ipv6.conf.e0.disable_ipv6=1
ip addr add 10.1.0.254/24 dev w0
ip addr add 10.2.0.1/32 dev w0
ip link set w0 up
ip -n n1 addr add 10.1.0.1/24 dev e0
ip -n n1 link set e0 up
sleep 2
ip -n n1 route add default via 10.1.0.77
ip -n n1 route add default via 10.1.0.254
ip -n n1 route append default via 10.1.0.254
ip -n n1 route append default via 10.1.0.99 metric 5
ip -n n1 route
ip -n n1 route get 10.2.0.1
ip -n n1 neigh add 10.1.0.77 nud failed dev e0
ip -n n1 route get 10.2.0.1
ip netns exec n1 ping -c2 -i 0.2 -W1 10.2.0.1 | grep received
ip -n n1 neigh replace 10.1.0.77 lladdr 02:00:00:00:01:02 nud reachable dev e0
ip -n n1 route get 10.2.0.1
ip -n n1 route get 10.2.0.1
ip -n n1 neigh replace 10.1.0.77 lladdr 02:00:00:00:01:02 nud permanent dev e0
ip -n n1 neigh replace 10.1.0.254 lladdr 02:00:00:00:01:02 nud permanent dev e0
ip -n n1 route get 10.2.0.1
ip -n n1 route get 10.2.0.1
ip -n n1 route get 10.2.0.1
ip -n n1 route get 10.2.0.1 oif e0
ip -n n1 neigh del 10.1.0.77 dev e0
ip -n n1 neigh add 10.1.0.77 nud failed dev e0
ip -n n1 neigh del 10.1.0.254 dev e0
ip -n n1 neigh add 10.1.0.254 nud failed dev e0
ip -n n1 route get 10.2.0.1
ip -n n1 route get 10.2.0.1
ip -n n1 route get 10.2.0.1
ip netns exec n1 sysctl -w net.ipv4.conf.all.ignore_routes_with_linkdown=1
ip link set w0 down
sleep 1.5
ip -n n1 route
ip -n n1 route get 10.2.0.1
ip netns exec n1 sysctl -w net.ipv4.conf.all.ignore_routes_with_linkdown=0
ip -n n1 route
ip link del w0
ip netns del n1
