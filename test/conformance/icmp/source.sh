# From which address a router sends its errors
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
ip addr add 10.1.0.200/24 dev A
ip addr add 172.16.0.1/24 dev A
ip -n c addr add 172.16.0.2/24 dev B
ip -n s route add 172.16.0.0/24 via 10.2.0.1
ip netns exec c ping -c 1 -t 1 -I 172.16.0.2 10.2.0.2
ip netns exec c ping -c 1 -t 1 10.2.0.2
sysctl -w net.ipv4.icmp_errors_use_inbound_ifaddr=1
ip netns exec c ping -c 1 -t 1 -I 172.16.0.2 10.2.0.2
ip route add 172.16.0.2 via 10.2.0.2
ip netns exec c ping -c 1 -W 0.3 -t 1 -I 172.16.0.2 10.2.0.2 | grep -c From
ip netns exec c ping -c 1 -W 0.3 -Q 0x28 -t 1 10.2.0.2
ip link del A
ip link del C
ip netns del c
ip netns del s
