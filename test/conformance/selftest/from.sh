# IPv6 routes for packets from somewhere: their order, what finds them, what is refused
# oracle: vm
ip netns add r1; ip netns add r2
ip link add A type veth peer name A netns r1
ip link add B type veth peer name B netns r2
for i in A B; do ip link set $i addrgenmode none; ip link set $i up; done
ip -n r1 link set A addrgenmode none; ip -n r2 link set B addrgenmode none
ip -n r1 link set A up; ip -n r2 link set B up
ip addr add fd01::1/64 dev A nodad; ip addr add fd02::1/64 dev B nodad
ip -n r1 addr add fd01::2/64 dev A nodad; ip -n r2 addr add fd02::2/64 dev B nodad
ip -6 route add default from fd01::/64 via fd01::2
ip -6 route add default from fd02::/64 via fd02::2
ip -6 route
ip -6 route get fd09::9
ip -6 route get fd09::9 from fd01::1
ip -6 route get fd09::9 from fd02::1
ip -6 route get fd09::9 from fd03::1
ip -6 route add default via fd02::2 metric 2000
ip -6 route
ip -6 route get fd09::9
ip -6 route get fd09::9 from fd03::1
ip -6 route add fd09::/64 from fd01::1 via fd01::2
ip -6 route add fd09::/64 via fd02::2
ip -6 route add fd09::/48 from fd01::/16 via fd02::2
ip -6 route add fd09::/80 via fd02::2
ip -6 route add fd08::/80 from fd01::/64 via fd02::2 metric 5
ip -6 route add fd08::/80 from fd01::/64 via fd02::2 metric 6
ip -6 route add fd08::/80 from fd01::/65 via fd02::2 metric 6
ip -6 route add fd08::/80 from fd00::/8 via fd02::2 metric 6
ip -6 route add fd08::/80 from fe00::/8 via fd02::2 metric 6
ip -6 route show
ip -6 route get fd09::9
ip -6 route get fd09::9 from fd01::1
ip -6 route get fd09::9 from fd02::1
ip -6 route get fd09::1:0:0:9 from fd02::1
ip -6 route show from fd01::/64
ip -6 route show from fd01::1
ip -6 route show default
ip -6 route add default from fd01::/64 via fd01::2
ip -6 route append default from fd01::/64 via fd02::2
ip -6 route show default
ip -6 route del default from fd09::/64
ip -6 route del fd09::/64
ip -6 route show
ip -6 route del fd09::/64
ip -6 route del default from fd01::/64 via fd01::2
ip -6 route del default from fd01::/64
ip -6 route show
ip -6 route add fd0a::/64 from fd01::/129 via fd01::2
ip -6 route add fd0a::/64 from 10.0.0.0/8 via fd01::2
ip -6 route add fd0a::/64 from fd01::5/64 via fd01::2
ip -6 route add fd0a::/64 from :: via fd01::2
ip -6 route add fd0a::/64 from default via fd01::2
ip -6 route add fd0b::/64 from any via fd01::2
ip -6 route add fd0b::/64 from ::/0 via fd01::2
ip -6 route add unreachable fd0c::/64 from fd01::/64
ip -6 route replace fd0c::/64 from fd01::/64 via fd01::2
ip -6 route replace fd0c::/64 from fd02::/64 via fd02::2
ip -6 route change fd0c::/64 from fd03::/64 via fd02::2
ip nexthop add id 5 via fd01::2 dev A
ip -6 route show
ip -6 -j route show fd0c::/64
ip -6 route flush fd0c::/64
ip -6 route show
ip route add 10.9.0.0/16 from 10.1.0.0/16 dev A
ip -6 route flush from fd00::/8
ip -6 route show
