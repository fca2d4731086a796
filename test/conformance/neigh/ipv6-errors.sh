# What is wrong with a neighbor of IPv6
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip -4 neigh add fd00::2 lladdr 02:00:00:00:00:02 dev A
ip -6 neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A
ip neigh add fd00::2/64 lladdr 02:00:00:00:00:02 dev A
ip neigh add fd00::2 dev A
ip neigh del fd00::2 dev A
ip neigh del fd00::2 dev A
ip neigh get fd00::3 dev A
ip neigh del proxy fd00::4 dev A
ip -6 neigh
