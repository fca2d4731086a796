# proxy_arp: a router answers for what it would forward by another interface
# oracle: root
ip netns add c
ip netns add s
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns s
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.1.1/24 dev C
ip -n c addr add 10.0.0.2/16 dev B
ip -n s addr add 10.0.1.2/16 dev D
ip link set A up
ip link set C up
ip -n c link set B up
ip -n s link set D up
sysctl -qw net.ipv4.ip_forward=1
ip netns exec c ping -c 1 -W 0.2 10.0.1.2
sysctl -w net.ipv4.conf.A.proxy_arp=1
ip -n c neigh flush dev B
ip netns exec c ping -c 1 -W 0.2 10.0.1.2
sysctl -w net.ipv4.conf.all.proxy_arp=1
ip -n c neigh flush dev B
ip netns exec c ping -c 1 -W 1.5 10.0.1.2
ip -n c neigh
ip -n s neigh
ip -n c neigh flush dev B
ip netns exec c ping -c 1 -W 0.2 10.0.0.99
ip netns exec c ping -c 1 -W 0.2 10.9.9.9
sysctl -w net.ipv4.ip_forward=0
ip -n c neigh flush dev B
ip netns exec c ping -c 1 -W 0.2 10.0.1.2
ip link del A
ip link del C
ip netns del c
ip netns del s
