# A label that is in use is its device and the address to come from.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.0.2/24 dev v0 label v0:1
sleep 1.2
route add -net 10.9.0.0/16 dev v0:1
route add -net 10.10.0.0/16 dev v0:2
route add -net 10.10.0.0/16 gw 10.0.0.9 v0:1
route add default gw 10.0.0.9 v0:2
route add -net 10.11.0.0/16 dev nosuch:1
route add -net 10.11.0.0/16 gw 0.0.0.0 dev v0:2
route add -net 10.12.0.0/16 gw 10.0.0.9 dev v0:
route -n
ip route
route del -net 10.9.0.0/16 dev v0:2
route del -net 10.9.0.0/16 dev v0:1
route del -net 10.10.0.0/16 gw 10.0.0.9 v0
route -6 add fd40::/64 dev v0:5
route -6 add fd41::/64 dev nosuch:5
ip -6 route show fd40::/64
route -6 del fd40::/64 dev v0:9
arp -s 10.0.0.7 02:00:00:00:00:07 -i v0:1
arp -s 10.0.0.7 02:00:00:00:00:07 -i v0
arp -d 10.0.0.7 -i v0:1
arp -n -i v0:1
ip link del v0
sleep 1
