# oracle: root
# before lo comes up and without any address there is no table of local addresses, and every address is a broadcast one
ip netns add a
ip netns exec a sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip -n a link add C type veth peer name D
ip -n a link set C up
ip -n a link set D up
ip -n a route add 10.1.0.0/16 via 10.0.0.1 dev C onlink
ip netns exec a ping -c 1 -W 1 -I C 10.0.0.1
ip -4 -n a neigh show nud all
ip -n a link set lo up
ip -n a route add 10.1.0.0/16 via 10.0.0.1 dev C onlink
ip -4 -n a neigh show nud all
ip -n a link set lo down
ip netns add b
ip netns exec b sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip -n b link add C type veth peer name D
ip -n b link set C up
ip -n b addr add 10.0.0.2/24 dev C label C:1
ip netns exec b ping -c 1 -W 1 -I C 10.0.0.2
ip -n b route add 10.2.0.0/16 via 0.0.0.5 dev C onlink
ip -n b addr add 0.1.0.1/24 dev C
ip -n b route show table all
