# Where nobody asks for addresses no group of solicited nodes is joined, until asking is switched on.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add br0 type bridge
ip link set br0 arp off
ip link set br0 up
ip -6 maddr show br0
ip link set br0 arp on
sleep 1.1
ip -6 maddr show br0
bridge fdb show dev br0
ip link set br0 down
ip link add A type veth peer name B
ip link set A master br0
ip link set br0 up
ip maddr show br0
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
ip addr add fd00::1/64 dev br0
ip maddr show br0
