# An address of IPv6 that is refused leaves the route for groups behind.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set B up
ip address replace :: dev B
ip -6 route show table all
ip address add fe80::1/64 dev A
ip -6 route show table all
ip link add C type veth peer name D
ip link set C up
ip addr add ff02::5/64 dev C
ip -6 route show table all
ip link add E type veth peer name F
ip link set E up
ip addr add ::1/64 dev E
ip addr add ::ffff:1.2.3.4/64 dev E
ip -6 route show table all
ip link add G type veth peer name H
ip link set G up
ip addr add fd00::1/129 dev G
ip addr add fd00::1/64 dev G mngtmpaddr valid_lft 0
ip addr add fd00::1/64 valid_lft 5 preferred_lft 6 dev G
ip addr add fd00::1/60 mngtmpaddr dev G
ip -6 route show table all
ip addr change fd00::1/64 dev G
ip -6 route show table all
ip addr del fd00::1/64 dev G
ip addr add :: dev lo
ip -6 route show table all
