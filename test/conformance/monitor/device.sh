# Monitor: only what one device does
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add C type veth peer name D
ip monitor label dev A > events & monitor=$!
sleep 0.2
ip link set C up
ip link set A up
ip link set D up
ip link set B up
sleep 0.1
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.1.1/24 dev C
ip route add 10.5.0.0/16 via 10.0.0.5
ip route add 10.6.0.0/16 via 10.0.1.5
ip neigh add 10.0.0.7 dev A lladdr 02:00:00:00:00:07
ip neigh add 10.0.1.7 dev C lladdr 02:00:00:00:00:07
sleep 0.2
kill $monitor
cat events
