# In which order what is wrong with the message about a route is found
# oracle: root
sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link set a0 up
ip link set a1 up
ip addr add 10.0.0.1/24 dev a0
ip addr add fd01::1/64 dev a0 nodad
ip nexthop add id 1 via 10.0.0.2 dev a0
ip route add 10.9.0.1/24 nhid 1 dev a0
ip route add 10.9.0.0/24 nhid 1 dev a0 tos 3
ip route add 10.9.0.1/24 tos 3 nhid 1
ip route add 10.9.0.1/24 nhid 9
ip route add 10.9.0.1/24 scope host via 10.0.0.2
ip route add 10.9.0.1/24 congctl nope dev a0
ip route add 10.9.0.1/24 dev a0 table 77
ip route show table 77
ip route del 10.9.0.1/24 nhid 9
ip route del 10.9.0.1/24 nhid 1 dev a0
ip route del 10.9.0.1/24 tos 3
ip -6 route add fd09::/64 nhid 1 dev a0 tos 3
ip -6 route add fd09::/64 nhid 9 dev a0
ip -6 route add fd09::/64 nhid 9 table 77
ip -6 route show table 77
ip -6 route del fd09::/64 nhid 9 table 78
ip -6 route del fd09::/64 nhid 1 table 78
ip -6 route del fd09::/64 nhid 1 table 77
ip -6 route del fd09::/64 tos 4
ip -6 route del fd09::/64 tos 3
ip -6 route del fd09::/64 via inet 10.0.0.2
ip -6 route add fd09::/64 via inet 10.0.0.2
ip -6 route add fd09::/64 via inet 10.0.0.2 nhid 1
ip -6 route add fd09::/64 via inet 10.0.0.2 tos 3
ip route del 10.9.0.0/24 via inet6 fe80::1
ip -6 route add fd09::/64 via inet 10.0.0.2 dev a0
ip -6 route add fd09::/64 nexthop via inet 10.0.0.2
ip -6 route add fd19::/64 nexthop via inet 10.0.0.2 nexthop via fd01::2
ip -6 route add fd19::/64 nexthop via inet 10.0.0.2 dev a0
ip -6 route add fd19::/64 nexthop via fd01::2 nexthop via inet 10.0.0.2 dev a0
ip -6 route add fd19::/64 nexthop dev a0
ip -6 route add fd0a::/64 nexthop dev a0 nexthop via fd01::3
ip -6 route add fd0b::/64 nexthop via fd01::3 nexthop dev a0
ip -6 route del fd0b::/64 nexthop via inet 10.0.0.2
ip -6 route del fd0b::/64 nexthop via inet 10.0.0.2 nexthop via fd01::3
ip route
ip -6 route
ip link del a0
