# TUN and TAP devices as ip tuntap makes them
# oracle: root
ip tuntap add dev tap0 mode tap
ip tuntap add dev tun0 mode tun
ip tuntap
ip -d link show tap0
ip -d link show tun0
ip -j -d link show tap0
ip -j -d link show tun0
ip link set tap0 up
ip link set tun0 up
ip addr add 192.0.2.1/24 dev tap0
ip addr add 198.51.100.1 peer 198.51.100.2 dev tun0
ip addr
ip route
ip route show table local
ip -6 route
ip -br link
ip -j -br link
ip link set tun0 down
ip link show tun0
ip link show type tun
