# arp and ping -r ask for routes of the link alone: what refuses or has another scope is passed over
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip link set A up; ip link set B up
sleep 1.3
ip addr add 10.0.0.1/24 dev A
arp -d 10.0.0.2
arp -d 192.168.1.1
ip route add prohibit default table local
arp -d 192.168.1.1
arp -s 192.168.1.1 02:00:00:00:00:09
ping -r -c 1 -W 1 192.168.1.1
ip route add blackhole 192.168.1.0/24
arp -d 192.168.1.1
ping -r -c 1 -W 1 192.168.1.1
ip route add unreachable 192.168.2.0/24 scope link
arp -d 192.168.2.1
ping -r -c 1 -W 1 192.168.2.1
ip route add prohibit 192.168.2.0/25 scope link
arp -d 192.168.2.1
ping -r -c 1 -W 1 192.168.2.1
ip route add 10.0.0.128/25 dev A scope global
arp -s 10.0.0.200 02:00:00:00:00:09
arp -d 10.0.0.200
arp -d 10.0.0.201
ip route add 192.168.3.0/24 via 10.0.0.2
ip route add 192.168.3.0/25 dev A
arp -s 192.168.3.1 02:00:00:00:00:09
ip route add 192.168.4.0/24 via 10.0.0.2 scope link
arp -s 192.168.4.1 02:00:00:00:00:09
arp -s 192.168.3.200 02:00:00:00:00:09
ip neigh
arp -d 192.168.3.1
arp -d 192.168.4.1
ip neigh flush all
ip link set A down
