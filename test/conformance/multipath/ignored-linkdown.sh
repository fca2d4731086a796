# Routes whose device has no carrier, ignored or not, and what becomes of them with devices and addresses
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link add b0 type veth peer name b1
ip link add c0 type veth peer name c1
ip link set a0 up
ip link set a1 up
sleep 0.5
ip link set b0 up
sleep 0.5
ip link set b1 up
ip link set c0 up
ip link set c1 up
ip addr add 10.1.0.1/24 dev a0
ip addr add 10.2.0.1/24 dev b0
ip addr add 10.3.0.1/24 dev c0
ip addr add fd01::1/64 dev a0
ip addr add fd02::1/64 dev b0
ip addr add fd03::1/64 dev c0
ip route add 10.9.0.0/24 nexthop via 10.1.0.2 nexthop via 10.2.0.2 weight 3
ip route add 10.9.1.0/24 nexthop via 10.1.0.2 nexthop via 10.1.0.3
ip route add 10.9.2.0/24 nexthop dev a0 nexthop dev b0 src 10.3.0.1
ip route add 10.9.3.0/24 nexthop via 10.1.0.2 nexthop via inet6 fd02::2 dev b0
ip route add 10.9.4.0/24 via 10.1.0.2 src 10.3.0.1
ip route add 10.9.5.0/24 dev a0 scope host
ip route add 10.9.6.0/24 dev c0 src 10.1.0.1 table 9
ip route add local 10.9.7.0/24 dev a0
ip route add broadcast 10.9.8.255 dev a0
ip route add 10.9.9.0/24 via inet6 fd02::2 dev b0
ip route add 10.9.10.0/24 via inet6 fd02::2
ip route add 10.9.11.0/24 nexthop via inet6 fd02::2 nexthop via 10.1.0.2
ip -6 route add fd09::/64 nexthop via fd01::2 nexthop via fd02::2 weight 3
ip -6 route add fd0a::/64 nexthop via fd01::2 nexthop via fd01::3
ip -6 route add fd0b::/64 via fd01::2 src fd03::1
ip route
ip -6 route
ip link set a1 down
sleep 1.5
ip route
ip -6 route
ip route get 10.9.4.1
sysctl -qw net.ipv4.conf.all.ignore_routes_with_linkdown=1
sysctl -qw net.ipv6.conf.all.ignore_routes_with_linkdown=1
ip route
ip -6 route
ip route get 10.9.4.1
ip route get 10.1.0.9
ip route get fd01::9
ip route add 10.10.0.0/24 via 10.1.0.7
ip -6 route add fd10::/64 via fd01::7
ip route add 10.11.0.0/24 dev a0
ip -6 route add fd11::/64 dev a0
ip route show dev a0
sysctl -qw net.ipv4.conf.a0.ignore_routes_with_linkdown=0
sysctl -qw net.ipv6.conf.a0.ignore_routes_with_linkdown=0
sysctl -qw net.ipv4.conf.all.ignore_routes_with_linkdown=0
ip route
ip -6 route
ip link set a1 up
sleep 0.5
ip route
ip link set b0 down
ip route
ip -6 route
ip link set b0 up
sleep 0.5
ip route
ip -6 route
ip addr del 10.3.0.1/24 dev c0
ip route
ip route show table 9
ip addr add 10.3.0.1/24 dev c0
ip addr del 10.2.0.1/24 dev b0
ip route
ip addr add 10.2.0.1/24 dev b0
ip route
ip addr del 10.1.0.1/24 dev a0
ip route
ip route show table 9
ip route show table local
ip -6 addr del fd01::1/64 dev a0
ip -6 route
ip link del b0
ip route
ip -6 route
