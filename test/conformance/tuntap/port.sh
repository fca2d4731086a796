# A TAP device as a port of a bridge; a TUN device cannot be one
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add br0 type bridge
ip link set br0 up
ip tuntap add tap0 mode tap
ip tuntap add tun0 mode tun
ip link set tap0 address 02:00:00:00:00:01
ip link set tap0 master br0
ip link set tap0 up
ip link set tun0 master br0
ip link show br0
ip link show tap0
bridge link
bridge fdb show br br0
ip addr add 192.0.2.1/24 dev br0
ip route
ip tuntap del tap0 mode tap
bridge link
ip link show br0
