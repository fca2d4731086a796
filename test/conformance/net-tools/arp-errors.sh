# What people get wrong with arp
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
arp -s 10.0.0.9 zz
arp -s 10.0.0.9
arp -s
arp -d
arp -d 10.0.0.9
arp -s nope 02:00:00:00:00:01
arp -s 10.0.0.300 02:00:00:00:00:01
arp -s 8.8.8.8 02:00:00:00:00:01
arp -i nope -n
arp -i nope -s 10.0.0.9 02:00:00:00:00:01
arp -n nope
ip neigh
