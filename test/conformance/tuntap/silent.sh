# Without a program at its end a device carries nothing
# oracle: root
ip tuntap add tun0 mode tun
ip addr add 192.0.2.1/24 dev tun0
ip route get 192.0.2.9
ip link set tun0 up
ip route get 192.0.2.9
ping -c 1 192.0.2.1 | grep -o '.* received'
ping -c 1 -W 0.2 192.0.2.9 | grep -o '.* received'
ip -s link show tun0
ip neigh
