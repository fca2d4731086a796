# Devices that arp finds by routes whose source would be a loopback address
# oracle: root
ip link set lo up
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 up
ip route add 10.0.0.0/8 dev br0 scope host
ip route get 10.0.1.9
arp -d 10.0.1.9
arp -s 10.0.1.9 02:00:00:00:00:09
arp -d 10.0.1.9 pub
arp -d 192.0.2.1
sysctl -qw net.ipv4.conf.br0.route_localnet=1
ip route get 10.0.1.9
arp -d 10.0.1.9
arp -s 10.0.1.9 02:00:00:00:00:09
ip neigh
arp -d 10.0.1.9
ip link del br0
