# Routes that were given an MTU follow that of their link.
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link set dev lo up
ip -6 route add unreachable default mtu 1400
ip -6 route add blackhole fd01::/64 mtu 1290
ip -6 route add unreachable fd02::/64
ip -6 route add prohibit fd03::/64 mtu lock 1500
ip link add A type veth peer name B
ip addr add fd0a::1/64 dev A
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip -6 route add fd10::/64 via fd0a::2 mtu 1400
ip -6 route add fd11::/64 dev A mtu 1500 advmss 1000
ip -6 route add fd12::/64 dev A mtu 1280
ip -6 route add fd13::/64 nexthop via fd0a::2 dev A nexthop dev B
ip -6 route append fd14::/64 via fd0a::2 mtu 1350
ip -6 route append fd14::/64 via fd0a::3 mtu 1300
ip route add 10.1.0.0/24 via 10.0.0.2 mtu 1400
ip route add 10.2.0.0/24 via 10.0.0.2 mtu lock 1500
ip link set lo mtu 1300
ip -6 route
ip link set A mtu 1290
ip -6 route
ip route
ip link set lo mtu 1280
ip link set A mtu 2000
ip -6 route
ip link set lo mtu 2000
ip -6 route
ip link set A mtu 1200
ip -6 route
ip link set A mtu 1500
ip link set lo mtu 1200
ip -6 route
ip link set lo mtu 3000
ip -6 route
sysctl -w net.ipv6.conf.lo.mtu=1290
ip link set lo up
ip -6 route
ip link set lo down
ip link set lo up
ip -6 route
ip link set lo mtu 16
ip -6 route
ip link set lo mtu 2000
ip link set lo down
sysctl -w net.ipv6.conf.lo.mtu=1400
ip -6 route add unreachable default mtu 1400
ip -6 route add unreachable fd20::/64 mtu 1300
ip link set lo up
ip -6 route
ip link set lo down
sysctl -w net.ipv6.conf.lo.mtu=1400
ip -6 route
ip link set lo up
ip -6 route
