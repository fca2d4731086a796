# How many errors a router sends: icmp_ratelimit, icmp_ratemask, icmp_msgs_per_sec
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
ip netns exec c ping -c 12 -i 0.01 10.9.1.1 | grep -c From
ip netns exec c sysctl -qw net.ipv4.icmp_ratelimit=0
sysctl -qw net.ipv4.icmp_ratelimit=0
ip netns exec c ping -c 12 -i 0.01 10.9.1.1 | grep -c From
sysctl -qw net.ipv4.icmp_ratelimit=100000
ip netns exec c ping -c 12 -i 0.01 -W 0.1 10.9.1.1 | grep -c From
sysctl -qw net.ipv4.icmp_ratemask=2048
ip netns exec c ping -c 12 -i 0.01 -W 0.1 10.9.1.1 | grep -c From
ip netns exec c ping -c 3 -t 1 -i 0.01 -W 0.1 10.2.0.2 | grep -c From
sysctl -qw net.ipv4.icmp_ratemask=6168 net.ipv4.icmp_ratelimit=0 net.ipv4.icmp_msgs_burst=4 net.ipv4.icmp_msgs_per_sec=1
ip netns exec c ping -c 12 -i 0.01 -W 0.1 10.9.1.1 | grep -c From
ip link del A
ip link del C
ip netns del c
ip netns del s
