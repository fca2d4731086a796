# Replacements of nexthop objects that their users do not allow
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip nexthop add id 1 via fd00::2 dev A
ip nexthop add id 2 via 10.0.0.2 dev A
ip nexthop add id 3 group 1/2
ip nexthop add id 4 group 1
ip -6 route add fd01::/64 nhid 1
ip nexthop replace id 1 via 10.0.0.4 dev A
ip nexthop replace id 2 blackhole
ip nexthop replace id 2 group 1
ip nexthop replace id 3 via 10.0.0.4 dev A
ip nexthop replace via 10.0.0.4 dev A
ip nexthop replace id 2 via 10.9.0.4 dev A
ip nexthop
ip -6 route
