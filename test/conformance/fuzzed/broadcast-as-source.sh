# An address that is another network's broadcast address is no source: its network gets no route.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.7/24 dev A
ip addr add 10.0.0.9/30 brd 10.0.0.20 dev B
ip addr add 10.0.0.20/28 dev B
ip addr add 10.0.0.21/28 dev B
ip route show table all
ip route get 10.0.0.21
ip addr del 10.0.0.20/28 dev B
ip route show table all
ip route add 10.9.0.0/16 via 10.0.0.1 src 10.0.0.255
ip addr add 10.0.0.255/16 dev B
ip route
