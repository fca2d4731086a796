# A nexthop object may not become what the routes over it cannot use
# oracle: vm
ip link add A type dummy
ip link set A addrgenmode none
ip link set A up
ip addr add 172.16.1.1/24 dev A
ip addr add fd01::1/64 dev A nodad
ip nexthop add id 22 via 172.16.1.2 dev A
ip route add 172.16.101.1/32 nhid 22 scope host
ip nexthop replace id 22 dev A
ip route add 172.16.101.1/32 nhid 22 scope host
ip nexthop replace id 22 via 172.16.1.2 dev A
ip nexthop add id 23 group 22
ip nexthop replace id 22 group 22
ip route add 172.16.102.1/32 nhid 23
ip nexthop replace id 22 blackhole
ip nexthop replace id 22 via fd01::2 dev A
ip route show
ip nexthop
ip nexthop add id 31 via fd01::2 dev A
ip -6 route add fd02::/64 nhid 31
ip nexthop replace id 31 via 172.16.1.2 dev A
ip nexthop replace id 31 via fd01::9 dev A onlink
ip route add 172.16.103.1/32 nhid 31
ip route add 172.16.104.1/32 nhid 31 scope link
ip route del 172.16.101.1
ip nexthop replace id 22 via 172.16.1.2 dev A
ip route
ip -6 route
