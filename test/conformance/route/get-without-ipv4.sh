# Nothing leaves by a device that is too narrow for IPv4.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link set lo up
ip link add ifb0 address 02:00:00:00:00:01 type ifb
ip link set ifb0 up
sleep 1.2
ip route get 127.0.0.1 oif ifb0
ip route get 10.0.0.1 oif ifb0
ip link set ifb0 mtu 67
ip route get 127.0.0.1 oif ifb0
ip route get 10.0.0.1 oif ifb0
ip route get 224.0.0.1 oif ifb0
ip route get 255.255.255.255 oif ifb0
ip route get 0.0.0.0 oif ifb0
ip route get 10.0.0.1 from 10.0.0.2 iif ifb0
ip route add 10.0.0.0/24 dev ifb0
ip -6 route get ::1 oif ifb0
ping -c 1 -W 1 -I ifb0 127.0.0.1
ping -c 1 -W 1 -I ifb0 10.0.0.1
ping -c 1 -W 1 -I ifb0 224.0.0.1
ip link set ifb0 mtu 68
ip route get 127.0.0.1 oif ifb0
ip addr show dev ifb0
