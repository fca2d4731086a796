# Neighbors of IPv6, entered by hand
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip neigh add fd00::2 lladdr 02:00:00:00:00:02 dev A router
ip -6 neigh
ip -6 -j neigh
ip neigh get fd00::2 dev A
ip -4 neigh
ip neigh change fd00::2 lladdr 02:00:00:00:00:03 dev A nud stale
ip -6 neigh show to fd00::/64
ip -6 neigh show to fd01::/64
ip -s neigh flush to fd00::2
ip -6 neigh
