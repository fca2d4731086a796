# Rules on source, type of service, and interfaces
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
ip addr add 10.1.0.100/24 dev A
ip rule add from 10.1.0.100 lookup 100
ip route add 10.60.0.0/16 via 10.1.0.2 table 100
ip -n c addr add 10.60.0.1/32 dev B
ping -c 1 -W 0.3 10.60.0.1
ping -c 1 -W 0.3 -I 10.1.0.100 10.60.0.1 | grep loss
ip rule add tos 0x10 lookup 200
ip route add 10.61.0.0/16 via 10.1.0.2 src 10.1.0.100 table 200
ip -n c addr add 10.61.0.1/32 dev B
ping -c 1 -W 0.3 -Q 0x10 10.61.0.1
ping -c 1 -W 0.3 -Q 0x14 10.61.0.1
ping -c 1 -W 0.3 -Q 0x8 10.61.0.1
ip rule add oif A lookup 300
ip route add 10.62.0.0/16 via 10.1.0.2 dev A table 300
ip -n c addr add 10.62.0.1/32 dev B
ping -c 1 -W 0.3 10.62.0.1
ping -c 1 -W 0.3 -I A 10.62.0.1 | grep loss
ip rule add iif C lookup 400
sysctl -qw net.ipv4.ip_forward=1
ip route add 10.63.0.0/16 via 10.1.0.2 table 400
ip -n c addr add 10.63.0.1/32 dev B
ping -c 1 -W 0.3 10.63.0.1
ip netns exec s ping -c 1 -W 0.3 10.63.0.1 | grep loss
ip netns exec c ping -c 1 -W 0.3 -I 10.1.0.2 10.63.0.9
ip link del A
ip link del C
ip netns del c
ip netns del s
