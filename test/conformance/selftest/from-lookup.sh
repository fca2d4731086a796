# Which way packets go where IPv6 routes are for those from somewhere
# oracle: vm
for i in A B C; do ip link add $i type veth peer name p$i; ip link set $i addrgenmode none; ip link set p$i addrgenmode none; ip link set p$i up; ip link set $i up; done
ip addr add fd01::1/64 dev A nodad; ip addr add fd02::1/64 dev B nodad; ip addr add fd03::1/64 dev C nodad
ip -6 route add default via fd03::9 metric 7
ip -6 route add fd09::/64 from fd01::/64 via fd01::2 metric 5
ip -6 route add fd09::/64 via fd02::2
ip -6 route add fd09::/48 via fd02::8 metric 3
ip -6 route get fd09::9
ip -6 route get fd09::9 from fd01::1
ip -6 route get fd09::9 from fd02::1
ip -6 route del fd09::/64
ip -6 route get fd09::9
ip -6 route get fd09::9 from fd01::1
ip -6 route get fd09::9 from fd02::1
ip -6 route add fd09::/64 from fd00::/8 via fd01::6 metric 4
ip -6 route get fd09::9 from fd01::1
ip -6 route get fd09::9 from fd02::1
ip link set pA down
ip link set A down
ip -6 route
ip -6 route get fd09::9 from fd02::1
ip -6 route add unreachable fd09::/64 from fd02::/64
ip -6 route get fd09::9 from fd02::1
ip -6 route get fd09::9 from fd02::1 fibmatch
ip -6 route del default
ip -6 route del fd09::/48
ip -6 route add default from fd02::/64 via fd02::2
ip -6 route get fd0e::1
ip addr add fd02::7/128 dev C nodad
ip -6 route del default from fd02::/64
ip -6 route add throw fd09::/64 from fd03::/64 table 7
ip -6 rule add lookup 7 pref 5
ip -6 route get fd09::9 from fd03::1
ip -6 route show table 7
