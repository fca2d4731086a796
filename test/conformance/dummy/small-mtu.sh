# A dummy whose MTU is too small for IP
# oracle: vm
ip link add d0 mtu 1200 type dummy
ip link set d0 up
ip addr show d0
ip link set d0 mtu 1280
ip addr show d0 | grep inet6 | wc -l
ip link set d0 mtu 67
ip addr add 192.0.2.1/24 dev d0
ip link set d0 mtu 68
ip addr add 192.0.2.1/24 dev d0
ip addr show d0
ip link show d0
ip link set d0 mtu 65536
ip link show d0
ip link del d0
