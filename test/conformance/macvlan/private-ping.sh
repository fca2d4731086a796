# Macvlan interfaces of private and VEPA mode do not reach each other
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns add c2
ip netns add far
ip link add A type veth peer name B netns far
ip link set A up
ip link add link A name m1 netns c1 type macvlan mode private
ip link add link A name m2 netns c2 type macvlan mode vepa
ip -n c1 link set m1 up
ip -n c2 link set m2 up
ip -n far link set B up
ip -n c1 addr add 192.0.2.1/24 dev m1
ip -n c2 addr add 192.0.2.2/24 dev m2
ip -n far addr add 192.0.2.3/24 dev B
sleep 1.2
ip netns exec c1 ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip netns exec c2 ping -c 1 -W 1 -q 192.0.2.1 | grep loss
ip netns exec c1 ping -c 1 -W 1 -q 192.0.2.3 | grep loss
ip netns exec c2 ping -c 1 -W 1 -q 192.0.2.3 | grep loss
ip netns del c1
ip netns del c2
ip netns del far
sleep 1
