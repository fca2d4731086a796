# Point-to-point addresses and the routes they bring
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip addr add 10.1.0.1 peer 10.1.0.2 dev A
ip addr add 10.2.0.1 peer 10.2.0.2/24 dev A
ip addr add fd05::1 peer fd05::2 dev A nodad
ip -4 addr show A
ip -6 addr show A
ip route show dev A
ip -6 route show dev A
ip addr add 10.1.0.1 peer 10.1.0.2 dev A
ip addr add 10.1.0.1 peer 10.1.0.3 dev A
ip addr del 10.1.0.1 peer 10.1.0.9 dev A
ip addr del 10.1.0.1 peer 10.1.0.2 dev A
ip addr del 10.2.0.1/24 dev A
ip addr del fd05::1 dev A
ip route show dev A
ip -6 route show dev A
