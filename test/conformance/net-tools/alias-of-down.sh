# An alias by add has its parent's broadcast address or none, and none stays of a device that is down
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip addr add 10.0.1.2/30 dev br0
ip link set br0 up
ifconfig br0 add 10.1.1.9
ip -4 addr show br0
ip link set br0 down
ifconfig br0 add 10.1.1.10
ip -4 addr show br0
ip addr flush dev br0
ifconfig br0 10.0.1.2 netmask 255.255.255.0 down
ifconfig br0 add 10.1.1.11
ip -4 addr show br0
ifconfig br0 del 10.1.1.11
ip -4 addr show br0
ifconfig br0 up
ifconfig br0 broadcast 0.0.0.0
ip addr show br0 | grep -w inet
ifconfig br0 | grep -w inet
