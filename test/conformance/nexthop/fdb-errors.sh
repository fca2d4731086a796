# What nexthop objects for forwarding databases cannot be
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 fdb via 10.0.0.2
ip nexthop add id 3 fdb via fd00::2
ip nexthop add id 9 fdb group 2/3
ip nexthop add id 9 fdb group 1
ip nexthop add id 9 group 1/2
ip nexthop add id 9 fdb
ip nexthop add id 9 fdb blackhole
ip nexthop add id 9 fdb via 10.0.0.2 dev A
ip nexthop add id 9 fdb via 10.0.0.2 onlink
ip route add 10.3.0.0/16 nhid 2
ip -6 route add fd03::/64 nhid 3
ip nexthop
