# Routes over nexthop objects and for packets from somewhere, saved and restored
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link set a0 up
ip link set a1 up
ip addr add 10.1.0.1/24 dev a0
ip addr add fd01::1/64 dev a0
ip nexthop add id 1 via 10.1.0.2 dev a0
ip nexthop add id 2 group 1
ip nexthop add id 3 via fd01::2 dev a0
ip nexthop add id 4 group 3
ip nexthop add id 5 blackhole
ip route add 10.9.0.0/24 nhid 1
ip route add 10.9.1.0/24 nhid 2
ip route add 10.9.2.0/24 nhid 5
ip -6 route add fd09::/64 nhid 3
ip -6 route add fd0a::/64 nhid 4
ip route save > r4
ip -6 route save > r6
ip route showdump < r4
ip -6 route showdump < r6
ip route del 10.9.0.0/24
ip route del 10.9.1.0/24
ip route del 10.9.2.0/24
ip -6 route del fd09::/64
ip -6 route del fd0a::/64
ip route restore < r4
ip -6 route restore < r6
ip route
ip -6 route
sysctl -qw net.ipv4.nexthop_compat_mode=0
ip route add 10.9.0.0/24 nhid 1
ip route add 10.9.1.0/24 nhid 2
ip route add 10.9.2.0/24 nhid 5
ip -6 route add fd09::/64 nhid 3
ip -6 route add fd0a::/64 nhid 4
ip route save > r4
ip -6 route save > r6
ip route showdump < r4
ip -6 route showdump < r6
ip route del 10.9.0.0/24
ip route del 10.9.1.0/24
ip route del 10.9.2.0/24
ip -6 route del fd09::/64
ip -6 route del fd0a::/64
ip route restore < r4
ip -6 route restore < r6
ip route
ip -6 route
sysctl -qw net.ipv4.nexthop_compat_mode=1
ip -6 route add fd31::/64 from fd01::/64 via fd01::2
ip -6 route add default from fd02::/64 via fd01::2
ip -6 route save root fd31::/16 > r7
ip -6 route save default > r8
ip -6 route showdump < r7
ip -6 route showdump < r8
ip -6 route del fd31::/64 from fd01::/64
ip -6 route del default from fd02::/64
ip -6 route restore < r7
ip -6 route restore < r8
ip -6 route
ip link del a0
