# Gratuitous announcements: arp_accept 0, 1, 2 and drop_gratuitous_arp
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip neigh
ip netns exec a arping -q -c 1 -A -I B 10.0.0.2
ip neigh
ip netns exec a arping -q -c 1 -U -I B 10.0.0.2
ip neigh
sysctl -w net.ipv4.conf.A.arp_accept=1
ip netns exec a arping -q -c 1 -U -I B 10.0.0.2
ip neigh
ip neigh flush dev A
ip netns exec a arping -q -c 1 -A -I B 10.0.0.2
ip neigh
ip neigh flush dev A
sysctl -w net.ipv4.conf.A.drop_gratuitous_arp=1
ip netns exec a arping -q -c 1 -U -I B 10.0.0.2
ip neigh
sysctl -w net.ipv4.conf.A.drop_gratuitous_arp=0
sysctl -w net.ipv4.conf.A.arp_accept=2
ip -n a addr add 192.168.3.1/24 dev B
ip netns exec a arping -q -c 1 -U -I B 192.168.3.1
ip neigh
ip netns exec a arping -q -c 1 -U -I B 10.0.0.2
ip neigh
ip link del A
ip netns del a
