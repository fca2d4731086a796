# Containers on ipvlan interfaces of mode l3: routed by the link below, without ARP
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns add c2
ip netns add far
ip link add A type veth peer name B netns far
ip link set A up
ip -n far link set B up
ip addr add 192.0.2.9/24 dev A
ip -n far addr add 192.0.2.3/24 dev B
ip link add link A name i1 type ipvlan mode l3
ip link add link A name i2 type ipvlan mode l3
ip link set i1 netns c1
ip link set i2 netns c2
ip -n c1 link set i1 up
ip -n c2 link set i2 up
ip -n c1 link show i1 | head -1 | cut -d' ' -f3
ip -n c1 addr add 10.1.0.1/24 dev i1
ip -n c2 addr add 10.2.0.1/24 dev i2
ip -n c1 route add default dev i1
ip -n c2 route add default dev i2
ip netns exec c1 ping -c 1 -W 1 -q 10.2.0.1 | grep loss
ip netns exec c1 ping -c 1 -W 1 -q 192.0.2.3 | grep loss
ip -n far route add 10.1.0.0/16 via 192.0.2.9
ip netns exec c1 ping -c 1 -W 1 -q 192.0.2.3 | grep loss
ip netns exec far ping -c 1 -W 1 -q 10.1.0.1 | grep loss
ip -n c1 neigh
ip netns del c1
ip netns del c2
ip netns del far
sleep 1
