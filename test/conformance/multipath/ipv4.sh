# Multipath routes of IPv4: shown, appended, replaced, deleted
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip route add 10.1.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.0.3 weight 3
ip route add 10.2.0.0/16 nexthop via 10.0.0.2 dev A onlink nexthop dev A weight 256
ip route add 10.3.0.0/16 metric 9 proto static src 10.0.0.1 nexthop via inet6 fd00::2 nexthop via 10.0.0.2
ip route add 10.4.0.0/16 via inet6 fd00::2 dev A
ip route
ip -j route
ip -d route show 10.3.0.0/16
ip -o route
ip route append 10.1.0.0/16 nexthop via 10.0.0.3 weight 3 nexthop via 10.0.0.2
ip route show 10.1.0.0/16
ip route replace 10.1.0.0/16 nexthop via 10.0.0.4 nexthop via 10.0.0.5
ip route show 10.1.0.0/16
ip route del 10.1.0.0/16 via 10.0.0.4
ip route del 10.1.0.0/16 nexthop via 10.0.0.5 nexthop via 10.0.0.4
ip route del 10.1.0.0/16 nexthop via 10.0.0.4 nexthop via 10.0.0.5
ip route show 10.1.0.0/16
ip route show via 10.0.0.2
ip route show dev A
ip route get fibmatch 10.3.0.1
ip link set B down
sleep 0.1
ip route
ip link set A down
ip route
