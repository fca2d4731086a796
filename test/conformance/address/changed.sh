# Addresses are changed in place: lifetimes, metrics, flags and their routes
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip link set A up
ip link set B up
sleep 0.1
ip addr add 10.3.0.1/24 dev A metric 5
ip addr add fd00::4/64 dev A nodad metric 77
ip addr add fd00::8/64 dev A home nodad
ip addr add 10.3.0.1/24 dev A
ip addr change 10.3.0.1/24 dev A
ip -4 route show dev A
ip addr replace 10.3.0.1/24 dev A metric 9
ip -4 route show dev A
ip addr change 10.99.0.1/24 dev A
ip addr replace fd00::8/64 dev A
ip addr replace fd00::4/64 dev A nodad metric 78
ip -6 route show dev A
ip addr replace fd00::4/64 dev A noprefixroute
ip -6 route show dev A
ip addr show A
ip addr change 10.3.0.1/24 dev A valid_lft 50 preferred_lft 60
ip addr change 10.3.0.1/24 dev A valid_lft 0
