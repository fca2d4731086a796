# What dummies are for: addresses and routes that stay
# oracle: vm
ip link add d0 type dummy
ip link set d0 up
ip addr add 192.0.2.1/24 dev d0
ip addr add 2001:db8::1/64 dev d0
ip addr show d0
ip route
ip -6 route
ping -c 1 -W 1 192.0.2.1
ping -c 1 -W 1 192.0.2.9
ping -6 -c 1 -W 1 2001:db8::1
ip neigh
ip -s link show d0 | head -2
ip route add 203.0.113.0/24 via 192.0.2.254
ip route get 203.0.113.7
ip link set d0 down
ip route
ip route get 203.0.113.7
