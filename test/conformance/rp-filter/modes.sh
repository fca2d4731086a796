# rp_filter 0, 1 and 2, the larger of all and the interface's own
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
ip -n c addr add 10.77.0.1/32 dev B
ip netns exec c ping -c 1 -W 0.3 10.2.0.2 | grep loss
ip -n s route add 10.77.0.1 via 10.2.0.1
ip route add 10.77.0.1 via 10.1.0.2
ip netns exec c ping -c 1 -W 0.3 -I 10.77.0.1 10.2.0.2 | grep loss
sysctl -qw net.ipv4.conf.A.rp_filter=1
ip netns exec c ping -c 1 -W 0.3 -I 10.77.0.1 10.2.0.2 | grep loss
ip route change 10.77.0.1 via 10.2.0.2
ip netns exec c ping -c 1 -W 0.3 -I 10.77.0.1 10.2.0.2 | grep loss
sysctl -qw net.ipv4.conf.A.rp_filter=2
ip netns exec c ping -c 1 -W 0.3 -I 10.77.0.1 10.1.0.1 | grep loss
ip route del 10.77.0.1
ip netns exec c ping -c 1 -W 0.3 -I 10.77.0.1 10.2.0.2 | grep loss
sysctl -qw net.ipv4.conf.A.rp_filter=0 net.ipv4.conf.all.rp_filter=1
ip route add 10.77.0.1 via 10.2.0.2
ip netns exec c ping -c 1 -W 0.3 -I 10.77.0.1 10.2.0.2 | grep loss
ip route change blackhole 10.77.0.1
sysctl -qw net.ipv4.conf.all.rp_filter=2
ip netns exec c ping -c 1 -W 0.3 -I 10.77.0.1 10.2.0.2 | grep loss
ip link del A
ip link del C
ip netns del c
ip netns del s
