# Path MTU: what is learned, min_pmtu, ip_no_pmtu_disc
# oracle: root
ip netns add c
ip netns add s
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns s
ip addr add 10.1.0.1/24 dev A
ip addr add 10.2.0.1/24 dev C
ip -n c addr add 10.1.0.2/24 dev B
ip -n s addr add 10.2.0.2/24 dev D
ip link set A up
ip link set C up
ip -n c link set B up
ip -n s link set D up
ip -n c route add default via 10.1.0.1
ip -n s route add default via 10.2.0.1
sysctl -qw net.ipv4.ip_forward=1
ip link set C mtu 1000
ip netns exec c ping -c 1 -W 0.3 -M do -s 1200 10.2.0.2
ip netns exec c ping -c 1 -W 0.3 -M do -s 1200 10.2.0.2
ip -n c route get 10.2.0.2 | sed 's/expires [0-9]*/expires N/'
ip netns exec c ping -c 1 -W 0.3 -M want -s 1200 10.2.0.2 | grep loss
ip netns exec c ping -c 1 -W 0.3 -M dont -s 1200 10.2.0.2 | grep loss
ip -n c route flush cache
ip -n c route get 10.2.0.2
ip netns exec c sysctl -qw net.ipv4.route.min_pmtu=1100
ip netns exec c ping -c 1 -W 0.3 -M do -s 1200 10.2.0.2
ip -n c route get 10.2.0.2 | sed 's/expires [0-9]*/expires N/'
ip -n c route flush cache
ip netns exec c sysctl -qw net.ipv4.ip_no_pmtu_disc=1
ip netns exec c ping -c 1 -W 0.3 -M do -s 1200 10.2.0.2 | grep -c From
ip -n c route get 10.2.0.2 | sed 's/expires [0-9]*/expires N/'
ip -n c route flush cache
ip netns exec c sysctl -qw net.ipv4.ip_no_pmtu_disc=2
ip netns exec c ping -c 1 -W 0.3 -M do -s 1200 10.2.0.2 | grep -c From
ip -n c route get 10.2.0.2
ip link del A
ip link del C
ip netns del c
ip netns del s
