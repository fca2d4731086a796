# ip_forward and forwarding of each interface; the time to live
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
ip netns exec c ping -c 1 -W 0.3 10.2.0.2 | grep loss
sysctl -w net.ipv4.conf.A.forwarding=1
ip netns exec c ping -c 1 -W 0.3 10.2.0.2 | grep loss
sysctl -w net.ipv4.conf.C.forwarding=1
ip netns exec c ping -c 1 -W 0.3 10.2.0.2 | grep loss
sysctl -w net.ipv4.ip_forward=1
ip netns exec c ping -c 1 -t 1 10.2.0.2
ip netns exec c ping -c 1 -t 2 10.2.0.2
sysctl -w net.ipv4.ip_forward=0
sysctl net.ipv4.conf.A.forwarding
ip netns exec c ping -c 1 -W 0.3 10.2.0.2 | grep loss
ip netns exec c ping -c 1 -W 0.3 10.2.0.1 | grep loss
ip netns exec s sysctl -w net.ipv4.ip_default_ttl=20
sysctl -w net.ipv4.ip_forward=1
ip netns exec c ping -c 1 10.2.0.2
sysctl -w net.ipv4.ip_default_ttl=0
ip link del A
ip link del C
ip netns del c
ip netns del s
