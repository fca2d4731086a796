# Interfaces of ipvlan's private and vepa flags do not reach each other
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns add c2
ip netns add far
ip link add A type veth peer name B netns far
ip link set A up
ip -n far link set B up
ip link add link A name i1 type ipvlan mode l2 private
ip link add link A name i2 type ipvlan mode l2
ip link set i1 netns c1
ip link set i2 netns c2
ip -n c1 link set i1 up
ip -n c2 link set i2 up
ip -n c1 addr add 192.0.2.1/24 dev i1
ip -n c2 addr add 192.0.2.2/24 dev i2
ip -n far addr add 192.0.2.3/24 dev B
ip netns exec c1 ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip netns exec c1 ping -c 1 -W 1 -q 192.0.2.3 | grep loss
ip -n c2 link set i2 type ipvlan vepa
ip -n c1 -d link show i1 | grep ipvlan
ip netns exec c1 ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip netns exec c1 ping -c 1 -W 1 -q 192.0.2.3 | grep loss
ip netns del c1
ip netns del c2
ip netns del far
sleep 1
