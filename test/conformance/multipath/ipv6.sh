# Multipath routes of IPv6: routes to one place become one
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.disable_ipv6=1
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip -6 route add fd05::/64 nexthop via fd00::2 nexthop via fd00::3 weight 2
ip -6 route add fd06::/64 via fd00::2
ip -6 route append fd06::/64 via fd00::3
ip -6 route add fd06::/64 via fd00::4
ip -6 route append fd06::/64 via fd00::3
ip -6 route prepend fd06::/64 via fd00::5
ip -6 route
ip -j -6 route show fd05::/64
ip -6 route del fd05::/64 via fd00::2
ip -6 route show fd05::/64
ip -6 route replace fd06::/64 nexthop via fd00::8 nexthop via fd00::9
ip -6 route show fd06::/64
ip -6 route del fd06::/64 nexthop via fd00::8
ip -6 route show fd06::/64
ip -6 route add fd07::/64 nexthop via fd00::8 nexthop via fd00::8
ip -6 route add fd07::/64 nexthop via fd00::8 nexthop via fdff::8
ip -6 route change fd09::/64 nexthop via fd00::8 nexthop via fd00::9
ip -6 route add fd08::/64 nexthop dev A nexthop via fd00::9
ip -6 route add fd08::/64 via inet 10.0.0.2
ip -6 route
ip link set B down
sleep 0.1
ip -6 route
