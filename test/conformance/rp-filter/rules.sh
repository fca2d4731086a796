# The way back is looked up by the rules too
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
sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.A.rp_filter=1
ip rule add from 10.1.0.2 lookup 100
ip route add 10.2.0.0/24 dev C table 100
ip netns exec c ping -c 1 -W 0.3 10.2.0.2 | grep loss
ip rule add to 10.1.0.2 pref 50 lookup 200
ip route add 10.1.0.2 dev C table 200
ip netns exec c ping -c 1 -W 0.3 10.2.0.2 | grep loss
ip rule del pref 50
ip rule add to 10.1.0.2 iif lo pref 50 blackhole
ip netns exec c ping -c 1 -W 0.3 10.1.0.1 | grep loss
ip netns exec c ping -c 1 -W 0.3 10.2.0.2 | grep loss
ip link del A
ip link del C
ip netns del c
ip netns del s
