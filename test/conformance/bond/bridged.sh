# A bond as a port of a bridge
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D netns far
ip link add bond0 type bond mode active-backup miimon 50
ip link add br0 address 02:00:00:00:00:01 type bridge mcast_snooping 0
ip link set bond0 master br0
ip -d link show bond0 | grep -o "cost [0-9]*"
ip link set A master bond0
ip link set C master bond0
ip link set bond0 up
ip link set br0 up
ip addr add 192.0.2.1/24 dev br0
ip -n far link add bond0 address 02:00:00:00:00:02 type bond mode active-backup miimon 50
ip -n far link set B master bond0
ip -n far link set D master bond0
ip -n far addr add 192.0.2.2/24 dev bond0
ip -n far link set bond0 up
sleep 1.3
ip -d link show bond0 | grep -o "cost [0-9]*\|state [a-z]*"
ip -d link show A | grep -o "promiscuity.*minmtu"
ip -d link show C | grep -o "promiscuity.*minmtu"
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge fdb show dynamic | grep 02:00:00:00:00:02
ethtool bond0
ip link set A down
ip -n far link set bond0 type bond active_slave D
sleep 0.3
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip link set br0 master bond0
ip netns del far
sleep 1.2
bridge link
ip link show bond0
ethtool bond0
ip link add bond1 type bond
ip link set bond1 master bond0
ip link add dummy0 type dummy
ip link set dummy0 master bond1
sleep 1.2
ethtool bond1
ip -br link
