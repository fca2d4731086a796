# A bridge that becomes too narrow for IPv6 while it still has groups to report.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
sleep 0.1
ip addr add fd00::1/64 dev A nodad
ip link set A mtu 68
sleep 1.5
ip -6 addr show dev A
ip -6 route show dev A
