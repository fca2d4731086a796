# What a lost carrier does to entries: arp_evict_nocarrier
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
sysctl -qw net.ipv4.conf.A.arp_evict_nocarrier=0
ping -c 1 10.0.0.2 | grep loss
ip -n a link set B down
ip neigh | grep -c 10.0.0.2
ip -n a link set B up
sysctl -qw net.ipv4.conf.A.arp_evict_nocarrier=1
ping -c 1 10.0.0.2 | grep loss
ip -n a link set B down
sleep 1.1
ip neigh
ip -n a link set B up
ping -c 1 10.0.0.2 | grep loss
ip link set A down
ip neigh
ip link del A
ip netns del a
