# Monitor: neighbors that are told, found, and not found
# oracle: root
ip netns add n1
ip netns exec n1 sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B netns n1
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip -n n1 addr add 10.0.0.2/24 dev B
ip -n n1 link set B up
ip monitor neigh > events & monitor=$!
sleep 0.2
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev A
ip neigh replace 10.0.0.9 lladdr 02:00:00:00:00:0a dev A nud stale
ip neigh change 10.0.0.9 lladdr 02:00:00:00:00:0b dev A nud permanent
ip neigh del 10.0.0.9 dev A
ping -q -c 1 10.0.0.2 > /dev/null
ip neigh del 10.0.0.2 dev A
ip link del A
sleep 0.2
kill $monitor
cat events
