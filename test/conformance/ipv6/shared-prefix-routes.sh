# The route of an address stays as long as another address of its network wants it
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add fd00::3/64 dev A noprefixroute
sleep 0.3
ip -6 address add fd00::1/64 dev A
ip -6 addr flush dev A
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 addr add fd00:1::1/64 dev A
ip -6 addr add fd00:1::2/64 dev A valid_lft 100 preferred_lft 50
ip -6 addr add fd00:1::3/64 dev A metric 77
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 addr del fd00:1::1/64 dev A
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 addr del fd00:1::3/64 dev A
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 addr del fd00:1::2/64 dev A
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 addr flush dev A
ip -6 route add fd00:2::/64 dev A metric 10
ip -6 addr add fd00:2::1/64 dev A
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 addr del fd00:2::1/64 dev A
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 route flush dev A
ip -6 addr add fd00:3::1/64 dev A
ip -6 addr add fd00:3::2/64 dev A valid_lft 100 preferred_lft 50
ip -6 addr add fd00:3::3/64 dev A valid_lft 200 preferred_lft 50
ip -6 addr change fd00:3::1/64 dev A noprefixroute
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 addr del fd00:3::1/64 dev A
ip -6 addr add fd00:4::1/64 dev A
ip -6 addr change fd00:4::1/64 dev A noprefixroute
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 route add fd00:5::/64 via fd00:4::9 dev A
ip -6 route add unreachable fd00:5::/64 metric 3
ip -6 addr add fd00:5::1/64 dev A
ip -6 addr del fd00:5::1/64 dev A
ip -6 route | sed 's/expires [0-9]*/expires N/'
ip -6 addr flush dev A
ip -6 route flush dev A
