# A port that begins to work asks at the next tick, when its bridge has an address to ask from: whoever hears it answers within ten seconds.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 type bridge mcast_querier 1
ip link set br0 up
sleep 3
cat /proc/net/igmp6
ip link add v0 address 02:00:00:00:00:02 type veth peer name v1 address 02:00:00:00:00:03
ip link set v0 master br0
ip link set v1 up
sleep 1.2
ip link set v0 up
sleep 12
cat /proc/net/igmp6
