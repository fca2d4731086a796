# A tunnel whose local address is nobody's here sends nothing, and asks nobody.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add br0 type bridge
ip link set br0 up
ip addr add 192.0.2.1/24 dev br0
ip route add default dev br0
ip link add vx0 address 02:00:00:00:00:01 type vxlan id 42 local 10.0.0.1 remote 10.0.0.2 dstport 4789
ip link set vx0 up
ip addr add 172.17.42.5/24 dev vx0
ping -c 1 -W 1 172.17.42.6
ip neigh show dev br0
ip route get 10.0.0.2 from 10.0.0.1
ip addr add 10.0.0.1/32 dev lo
ip neigh flush dev vx0
ping -c 1 -W 1 172.17.42.6
ip neigh show dev br0
sleep 3
ip link del vx0
ip link del br0
