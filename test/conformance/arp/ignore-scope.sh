# arp_ignore 3 hides addresses of scope host
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip netns exec a sysctl -qw net.ipv4.conf.B.arp_ignore=3
ip -n a addr add 10.0.5.1/32 scope host dev B
ip -n a addr add 10.0.6.1/32 scope link dev B
ip route add 10.0.5.0/24 dev A
ip route add 10.0.6.0/24 dev A
ping -c 1 -W 0.2 10.0.0.2 | grep loss
ping -c 1 -W 0.2 10.0.5.1 | grep loss
ping -c 1 -W 0.2 10.0.6.1 | grep loss
ip neigh
ip link del A
ip netns del a
