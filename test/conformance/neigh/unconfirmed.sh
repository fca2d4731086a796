# A neighbor that much is sent to and that nothing confirms: its header is ready, so that nobody notes the use until it is stale
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add n2
ip netns exec n2 sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2 netns n2 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev e1
ip -n n2 addr add 10.0.0.2/24 dev e2
ip link set e1 up
ip -n n2 link set e2 up
sysctl -qw net.ipv4.neigh.e1.base_reachable_time_ms=3000 net.ipv4.neigh.e1.delay_first_probe_time=1
sleep 1.5
ip -n n2 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev e2
ip netns exec n2 nc -u -l 9 > /dev/null & listener=$!
ip monitor neigh > told & monitor=$!
sleep 0.5
for i in $(seq 1 40); do echo x; sleep 0.2; done | nc -u -w 1 10.0.0.2 9
kill $monitor $listener
head -3 told
ip link del e1
