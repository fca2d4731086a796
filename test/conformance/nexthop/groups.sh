# Nexthop groups: weights, members that go, groups that end with their last
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
sleep 0.1
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 via 10.0.0.3 dev A
ip nexthop add id 3 blackhole
ip nexthop add id 10 group 1/2
ip nexthop add id 11 group 1,3/2,256
ip nexthop add id 12 group 3
ip nexthop add id 13 group 2
ip nexthop show groups
ip -j nexthop show groups
ip route add 10.1.0.0/16 nhid 10
ip route add 10.2.0.0/16 nhid 11 metric 7 proto static
ip route add 10.3.0.0/16 nhid 12
ip route add 10.4.0.0/16 nhid 13
ip route
ip -d route show 10.2.0.0/16
ip -j route
ip nexthop replace id 10 group 2
ip route show 10.1.0.0/16
ip nexthop del id 2
ip nexthop
ip route
ip nexthop flush groups
ip nexthop
ip route
