# Routes over nexthop objects follow them, in both families
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 via fd00::2 dev A
ip nexthop add id 3 blackhole
ip route add 10.1.0.0/16 nhid 1
ip route add 10.2.0.0/16 nhid 2 src 10.0.0.1
ip route add 10.3.0.0/16 nhid 3
ip -6 route add fd01::/64 nhid 2
ip route
ip -6 route
ip -d route show 10.1.0.0/16
ip -j -d route show 10.1.0.0/16
ip route get 10.1.2.3
ip route get 10.2.2.3
ip route get 10.3.2.3
ip route get fibmatch 10.1.2.3
ip nexthop replace id 1 via 10.0.0.9 dev A
ip route show 10.1.0.0/16
ip nexthop replace id 1 blackhole
ip route show 10.1.0.0/16
ip nexthop replace id 1 via 10.0.0.2 dev A
ip route show 10.1.0.0/16
ip route del 10.1.0.0/16 nhid 2
ip route del 10.1.0.0/16 via 10.0.0.2
ip route del 10.1.0.0/16 nhid 1
ip route replace 10.2.0.0/16 nhid 1
ip route append 10.2.0.0/16 via 10.0.0.8
ip route show 10.2.0.0/16
ip nexthop del id 2
ip -6 route
ip route
