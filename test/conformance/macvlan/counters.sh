# What macvlan interfaces count
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns exec far sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B netns far
ip link add link A name mv type macvlan mode bridge
ip link set A up
ip link set mv up
ip -n far link set B up
ip addr add 192.0.2.1/24 dev mv
ip -n far addr add 192.0.2.3/24 dev B
sleep 1.2
ping -c 2 -i 0.2 -q 192.0.2.3 | grep loss
ip netns exec far ping -c 1 -W 1 -q 192.0.2.1 | grep loss
ip -s link show mv
ip -s link show A
ip netns del far
sleep 1
