# Sources that are our own, and loopback addresses on the wire
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
ip -n c addr add 10.2.0.1/32 dev B
ip netns exec c ping -c 1 -W 0.3 -I 10.2.0.1 10.1.0.1 | grep loss
sysctl -qw net.ipv4.conf.A.accept_local=1
ip netns exec c tcpdump --immediate-mode -l -tn -i B icmp > cap 2> err & sleep 1
ip netns exec c ping -c 1 -W 0.3 -I 10.2.0.1 10.1.0.1 | grep loss
sleep 0.4
kill %1
wait
cat cap
ip -n c route add 127.0.0.9 via 10.1.0.1
ip netns exec c ping -c 1 -W 0.3 127.0.0.9
sysctl -qw net.ipv4.conf.all.route_localnet=1
ip netns exec c sysctl -qw net.ipv4.conf.all.route_localnet=1
ip netns exec c ping -c 1 -W 0.3 -I 10.1.0.2 127.0.0.9 | grep loss
ip link del A
ip link del C
ip netns del c
ip netns del s
