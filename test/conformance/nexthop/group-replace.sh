# What a group keeps when it is replaced, and what its members may not become
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip nexthop add id 1 via 10.0.0.2 dev A proto static
ip nexthop add id 2 via 10.0.0.3 dev A
ip nexthop add id 10 group 1 proto static
ip nexthop replace id 10 group 1/2 proto bgp
ip nexthop show id 10
ip nexthop replace id 2 via 10.0.0.4 dev A proto bgp
ip nexthop show id 2
ip nexthop replace id 2 via 10.0.0.4 fdb
ip nexthop add id 3 via 10.0.0.5 fdb
ip nexthop add id 11 group 3 fdb
ip nexthop replace id 3 via 10.0.0.5 dev A
ip nexthop replace id 3 via 10.0.0.6 fdb
ip nexthop replace id 11 group 3
ip nexthop replace id 11 group 1
ip nexthop
