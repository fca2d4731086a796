# What was given while the link was down keeps its place when it comes up
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip addr add fd00::1/64 dev A nodad
ip addr add fd00::1:2 peer fd00:9::1/64 dev A nodad
ip addr add fd00:2::1 peer fd00:9::2/64 dev A
sleep 0.3
ip -6 route show table all dev A
sysctl -qw net.ipv6.conf.A.forwarding=1
ip -6 route show table all dev A
ip link set A up; ip link set B up
sleep 1.5
ip -6 route show table all dev A
ip -6 maddr show dev A
sysctl -qw net.ipv6.conf.A.forwarding=0
ip -6 route show table all dev A
sysctl -qw net.ipv6.conf.A.forwarding=1
sysctl -qw net.ipv6.conf.A.keep_addr_on_down=1
ip link set A down
ip -6 route show table all dev A
ip -6 maddr show dev A
ip link set A up
sleep 1.5
ip -6 route show table all dev A
ip -6 maddr show dev A
ip -6 route flush table local type local dev A
ip link set lo up
ip link set A arp off
sleep 0.3
ip link set A arp on
sleep 1.5
ip -6 route show table all dev A
ip -6 maddr show dev A
sysctl -qw net.ipv6.conf.A.forwarding=0
ip -6 route show table all dev A
ip -6 addr flush dev A
ip -6 route show table all dev A
ip -6 maddr show dev A
