# A router answers in the place of proxy neighbors
# oracle: root
ip netns add left
ip netns add right
ip link add A type veth peer name L netns left
ip link add C type veth peer name R netns right
ip netns exec left sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip netns exec right sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.1.1/24 dev C
ip link set A up
ip link set C up
ip -n left addr add 10.0.0.2/16 dev L
ip -n left link set L up
ip -n right addr add 10.0.1.2/24 dev R
ip -n right link set R up
ip -n right route add default via 10.0.1.1
sysctl -qw net.ipv4.conf.A.proxy_delay=0 net.ipv4.neigh.A.proxy_delay=0
ip netns exec left ping -q -c 1 -W 1 10.0.1.2 > /dev/null; echo $?
ip -n left neigh flush dev L
ip neigh add proxy 10.0.1.2 dev A
ip netns exec left ping -q -c 1 -W 1 10.0.1.2 > /dev/null; echo $?
ip -n left neigh flush dev L
sysctl -qw net.ipv4.ip_forward=1
ip netns exec left ping -q -c 1 -W 1 10.0.1.2 > /dev/null; echo $?
ip -n left neigh show 10.0.1.2
ip -n left -br link show L
ip -br link show A
ip -n left neigh flush dev L
ip neigh del proxy 10.0.1.2 dev A
ip netns exec left ping -q -c 1 -W 1 10.0.1.2 > /dev/null; echo $?
