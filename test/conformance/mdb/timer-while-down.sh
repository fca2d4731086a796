# A group's timer that runs out while the bridge is down does nothing: the group stays (found by fuzzing).
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add br0 address 02:00:00:00:00:01 type bridge mcast_membership_interval 400
ip link add e0 address 02:00:00:00:00:11 type veth peer name e1 address 02:00:00:00:00:12
ip link set e0 master br0
ip link set e0 up
ip link set e1 up
sleep 2
ip link set br0 up
sleep 2.5
bridge mdb add dev br0 port e0 grp 239.1.1.1 temp
bridge mdb add dev br0 port br0 grp 239.1.1.2 temp
bridge mdb show
ip link set br0 down
sleep 5
bridge -d -s mdb show
ip link set br0 up
sleep 6
bridge mdb show
bridge mdb del dev br0 port br0 grp 239.1.1.2
bridge mdb show
ip link delete br0
ip link delete e0
