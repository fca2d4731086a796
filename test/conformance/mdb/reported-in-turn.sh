# Groups of links that get their addresses at one moment are learned link by link, the first before the bridge's own (found by fuzzing).
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add e0 address 02:00:00:00:00:11 type veth peer name e1 address 02:00:00:00:00:12
ip link set e0 up
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set e0 master br0
sleep 1.5
ip link set br0 up
sleep 1.5
ip link set e1 up
sleep 2.5
bridge mdb show
ip link delete br0
ip link delete e0
