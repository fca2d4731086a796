# What a MACVLAN asks of the bridge below while that is down stays where it is once the bridge asks as well (found by fuzzing).
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add link br0 name mv0 address 02:f0:00:00:e3:03 type macvlan mode bridge
ip link set mv0 up
sleep 2
bridge fdb show
ip link set br0 up
sleep 2
bridge fdb show
ip maddr show
ip link add link br0 name mv1 address 02:f0:00:00:e3:02 type macvlan mode bridge
ip link set mv1 up
sleep 2
ip link set mv0 address 02:f0:00:00:e3:04
bridge fdb show
ip link set mv0 down
bridge fdb show
ip maddr show
