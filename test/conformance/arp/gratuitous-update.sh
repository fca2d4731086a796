# A gratuitous announcement overwrites an entry that is there
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ping -c 1 10.0.0.2 | grep loss
ip -n a link set B address 02:00:00:00:00:cc
ip netns exec a arping -q -c 1 -U -I B 10.0.0.2
ip neigh
ip -n a link set B address 02:00:00:00:00:dd
ip netns exec a arping -q -c 1 -A -I B 10.0.0.2
ip neigh
ping -c 1 -W 0.3 10.0.0.2 | grep loss
ip link del A
ip netns del a
