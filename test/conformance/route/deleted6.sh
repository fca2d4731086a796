# What of an IPv6 route has to be said to delete it, and how several next hops change
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link add b0 type veth peer name b1
ip link set a0 up
ip link set a1 up
ip link set b0 up
ip link set b1 up
ip addr add fd01::1/64 dev a0
ip addr add fd02::1/64 dev b0
ip addr add 10.0.0.1/24 dev a0
ip addr add 10.2.0.1/24 dev b0
ip -6 route add fd20::/64 dev a0
ip -6 route del blackhole fd20::/64
ip -6 route add fd20::/64 dev a0 src fd01::1
ip -6 route del fd20::/64 src fd02::1
ip -6 route add blackhole fd20::/64
ip -6 route del unreachable fd20::/64
ip -6 route add blackhole fd20::/64
ip -6 route del unicast fd20::/64
ip -6 route add blackhole fd20::/64
ip -6 route del fd20::/64 dev a0
ip -6 route del fd20::/64 dev lo
ip -6 route add prohibit fd20::/64
ip -6 route del fd20::/64 via fd01::2
ip -6 route del fd20::/64
ip -6 route add fd20::/64 via fd01::2
ip -6 route del local fd20::/64
ip -6 route del fd20::/64 scope host
ip -6 route add fd20::/64 via fd01::2 mtu 1400
ip -6 route del fd20::/64 mtu 1300
ip -6 route add fd20::/64 via fd01::2 pref high
ip -6 route del fd20::/64 pref low
ip -6 route add fd20::/64 via fd01::2 metric 5
ip -6 route add fd20::/64 via fd01::3 metric 6
ip -6 route del fd20::/64 metric 7
ip -6 route del fd20::/64 via fd01::3
ip -6 route del fd20::/64 proto static
ip -6 route del fd20::/64 proto boot
ip -6 route add fd20::/64 nexthop via fd01::2 nexthop via fd02::2 weight 4
ip -6 route del fd20::/64 dev b0
ip -6 route
ip -6 route add fd20::/64 nexthop via fd01::2 nexthop via fd02::2 weight 4
ip -6 route del fd20::/64 via fd02::2 dev a0
ip -6 route del fd20::/64 via fd02::2 dev b0
ip -6 route
ip -6 route append fd20::/64 via fd02::2 dev b0
ip -6 route append fd20::/64 via fd02::2 dev b0
ip -6 route prepend fd20::/64 via fd02::9
ip -6 route
ip -6 route del fd20::/64 nexthop via fd01::2 nexthop via fd02::9
ip -6 route
ip -6 route del fd20::/64 nexthop via fd01::2 nexthop via fd02::2
ip -6 route
ip -6 route flush fd20::/64
ip -6 route
ip -6 route add fd21::/64 nexthop via fd01::2 nexthop dev b0
ip -6 route add fd21::/64 nexthop dev a0 nexthop dev b0
ip -6 route add fd21::/64 nexthop dev a0 nexthop dev a0
ip -6 route add fd22::/64 nexthop via fd01::2 nexthop via fd01::2
ip -6 route add fd23::/64 nexthop via fd01::2 dev b0
ip -6 route add fd24::/64 nexthop via fd01::2 weight 256 nexthop via fd01::3 weight 257
ip -6 route add fd24::/64 nexthop via fd01::2 weight 0
ip -6 route add fd24::/64 nexthop via fd01::2 weight 256 nexthop via fd01::3
ip -6 route replace fd24::/64 nexthop via fd01::3 nexthop via fd02::3
ip -6 route replace fd24::/64 via fd02::3
ip -6 route replace fd24::/64 dev a0
ip -6 route replace fd24::/64 nexthop via fd01::3 nexthop via fd02::3
ip -6 route change fd24::/64 nexthop via fd01::4 nexthop via fd02::3
ip -6 route change fd25::/64 nexthop via fd01::4 nexthop via fd02::3
ip -6 route add fd24::/64 nexthop via fd01::4
ip -6 route append fd24::/64 nexthop via fd01::4 nexthop via fd01::7
ip -6 route append fd24::/64 nexthop via fd01::8 nexthop via fd01::9
ip -6 route
ip -6 route replace blackhole fd24::/64
ip -6 route
ip -j -6 route
ip link del a0
ip link del b0
