# Routes over a link without carrier, followed or ignored
# oracle: root
ip link add A type veth peer name B
ip link add C type veth peer name D
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.C.addr_gen_mode=1 net.ipv6.conf.B.disable_ipv6=1 net.ipv6.conf.D.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.1.1/24 dev C
ip addr add fd00::1/64 dev A nodad
ip addr add fd01::1/64 dev C nodad
for d in A B C D; do ip link set $d up; done
sleep 0.2
ip route add 10.9.0.0/16 via 10.0.0.2 metric 1
ip route add 10.9.0.0/16 via 10.0.1.2 metric 2
ip route add 10.8.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.1.2
ip -6 route add fd09::/64 via fd00::2 metric 1
ip -6 route add fd09::/64 via fd01::2 metric 2
ip -6 route add fd08::/64 nexthop via fd00::2 nexthop via fd01::2
ip link set B down
sleep 0.2
ip route
ip route get 10.9.0.1
ip -6 route get fd09::1
sysctl -qw net.ipv4.conf.A.ignore_routes_with_linkdown=1
ip route
ip -j route show 10.8.0.0/16
ip route get 10.9.0.1
ip route get 10.0.0.7
ip -6 route
sysctl -qw net.ipv6.conf.A.ignore_routes_with_linkdown=1
ip -6 route
ip -6 route get fd09::1
ip -6 route get fd00::7
ip link set B up
sleep 0.2
ip route
ip route get 10.9.0.1
ip -6 route get fd09::1
