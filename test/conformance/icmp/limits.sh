# How many errors a router sends: icmp_ratelimit, icmp_ratemask
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
for i in 1 2 3 4 5 6; do ip -n c addr add 10.1.0.1$i/24 dev B; done
ip netns exec c ping -q -c 1 -I 10.1.0.11 10.1.0.1 | grep loss
ip netns exec c ping -c 8 -i 0.01 -W 0.1 -I 10.1.0.11 10.9.1.1 | grep -c From
sysctl -w net.ipv4.icmp_ratelimit=0
ip netns exec c ping -c 8 -i 0.01 -W 0.1 -I 10.1.0.12 10.9.1.1 | grep -c From
sysctl -w net.ipv4.icmp_ratelimit=100000
ip netns exec c ping -c 8 -i 0.01 -W 0.1 -I 10.1.0.13 10.9.1.1 | grep -c From
sysctl -w net.ipv4.icmp_ratemask=2048
ip netns exec c ping -c 8 -i 0.01 -W 0.1 -I 10.1.0.14 10.9.1.1 | grep -c From
ip netns exec c ping -c 3 -i 0.01 -W 0.1 -t 1 -I 10.1.0.15 10.2.0.2 | grep -c From
sysctl -w net.ipv4.icmp_ratemask=0
ip netns exec c ping -c 8 -i 0.01 -W 0.1 -t 1 -I 10.1.0.16 10.2.0.2 | grep -c From
ip link del A
ip link del C
ip netns del c
ip netns del s
