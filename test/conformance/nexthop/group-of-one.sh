# Groups of one, objects that swallow packets, and what routes over objects outlast
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link add b0 type veth peer name b1
ip link set a0 up
ip link set a1 up
ip link set b0 up
ip link set b1 up
ip addr add 10.1.0.1/24 dev a0
ip addr add 10.2.0.1/24 dev b0
ip addr add fd01::1/64 dev a0
ip addr add fd02::1/64 dev b0
ip nexthop add id 1 via 10.1.0.2 dev a0
ip nexthop add id 2 via 10.2.0.2 dev b0
ip nexthop add id 3 group 1/2
ip nexthop add id 4 via fd01::2 dev a0
ip nexthop add id 5 via fd02::2 dev b0
ip nexthop add id 6 group 4
ip -6 nexthop add id 7 blackhole
ip nexthop add id 8 group 7
ip nexthop add id 9 blackhole
ip nexthop add id 10 group 9
ip -6 nexthop add id 11 blackhole onlink
ip -6 route add fd09:1::/64 nhid 4
ip -6 route add fd09:2::/64 nhid 6 src fd02::1
ip -6 route add fd09:3::/64 nhid 7
ip -6 route add fd09:4::/64 nhid 8
ip -6 route add fd09:5::/64 nhid 11
ip route add 10.9.1.0/24 nhid 1 src 10.2.0.1
ip route add 10.9.2.0/24 nhid 3
ip route add 10.9.3.0/24 nhid 9
ip route add 10.9.4.0/24 nhid 10
ip -6 route
ip -d -6 route
ip -j -6 route
ip route
ip -d route
ip route get fd09:2::1
ip route get fibmatch fd09:2::1
ip -j route get fibmatch fd09:2::1
ip route get fd09:4::1
ip route get fibmatch fd09:4::1
ip route get 10.9.4.1
ip route get fibmatch 10.9.4.1
ip -6 route show dev a0
ip -6 route show via fd01::2
ip -6 route flush via fd01::2
ip -6 route
sysctl -qw net.ipv4.nexthop_compat_mode=0
ip -6 route
ip route
ip -d -6 route
ip route get fd09:2::1
ip route get fibmatch fd09:2::1
sysctl -qw net.ipv4.nexthop_compat_mode=1
ip addr del 10.2.0.1/24 dev b0
ip route
ip nexthop
ip addr del 10.1.0.1/24 dev a0
ip route
ip nexthop
sysctl -qw net.ipv6.conf.b0.disable_ipv6=1
ip -6 route
ip nexthop
sysctl -qw net.ipv6.conf.a0.disable_ipv6=1
ip -6 route
ip nexthop
sysctl -qw net.ipv6.conf.a0.disable_ipv6=0
ip -6 route
ip link set lo down
ip -6 route
ip route
ip nexthop
ip link set lo up
ip -6 route
ip nexthop
ip link del a0
ip link del b0
