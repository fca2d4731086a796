# Broadcasts to another network: bc_forwarding
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
ip -n s link add br0 address 02:00:00:00:00:0e type bridge
ip netns exec s sysctl -qw net.ipv4.icmp_echo_ignore_broadcasts=0
ip netns exec s tcpdump --immediate-mode -l -tne -i D icmp > cap 2> err & sleep 1
ip netns exec c ping -c 1 -W 0.3 10.2.0.255 | tail -n 3
sysctl -w net.ipv4.conf.A.bc_forwarding=1
ip netns exec c ping -c 1 -W 0.3 10.2.0.255 | tail -n 3
sysctl -w net.ipv4.conf.all.bc_forwarding=1
ip netns exec c ping -c 1 -W 0.3 10.2.0.255
sleep 0.4
kill %1
wait
cat cap
ip link del A
ip link del C
ip netns del c
ip netns del s
