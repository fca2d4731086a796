# The ARP table by arp: shown, told, taken away
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
arp
arp -n
arp -an
arp -s 10.0.0.77 02:00:00:00:00:77
arp -n
arp -an
arp -n 10.0.0.77
arp -n 10.0.0.78
arp -i B -n
arp -i A -n
cat /proc/net/arp
arp -d 10.0.0.77
arp -n
arp -s 10.0.0.8 02:00:00:00:00:08 temp
arp -n
arp -an
ip neigh
arp -d 10.0.0.8
ping -c 1 -W 1 -q 10.0.0.9 | head -2
arp -n 10.0.0.9
arp -an
arp -i A -s 10.0.0.6 02:00:00:00:00:06
arp -v -n 10.0.0.6
