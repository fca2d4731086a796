# A bridge's only port, too narrow for IPv6, leaves it: it is wide again while it still has the port's address, and makes its own of that.
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add C address 02:00:00:00:aa:03 up type veth peer name D address 02:f0:00:00:fa:03
ip link set D up
ip link add br0 up type bridge
ip link set D master br0
ip link set D mtu 1000
ip -6 addr show br0
sleep 1.5
brctl delif br0 D
sleep 1.5
ip -6 addr show
ip -br link show br0
