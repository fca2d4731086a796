# Two links to one bridge: one works at a time, and the other takes over
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D netns far
ip -n far link add br0 address 02:00:00:00:00:99 type bridge
ip -n far link set B master br0
ip -n far link set D master br0
ip -n far link set B up
ip -n far link set D up
ip -n far addr add 192.0.2.2/24 dev br0
ip -n far link set br0 up
ip link add bond0 type bond mode active-backup miimon 50
ip link set A master bond0
ip link set C master bond0
ip addr add 192.0.2.1/24 dev bond0
ip link set bond0 up
sleep 0.2
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip netns exec far bridge fdb show br br0 | grep 02:00:00:00:00:0a
ip -n far link set B down
sleep 0.3
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip -d link show A
ip -d link show C
ip netns exec far bridge fdb show br br0 | grep 02:00:00:00:00:0a
ip netns exec far ping -c 1 -W 1 -q 192.0.2.1 | grep loss
ip -n far link set D down
sleep 0.3
ip link show bond0
ip route
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip -n far link set B up
sleep 0.3
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip -d link show A | grep bond_slave
ip -n far link set D up
sleep 0.3
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link set bond0 type bond active_slave C
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]*"
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip link set C down
sleep 0.3
ip -d link | grep -o "active_slave [A-Z]\|bond_slave.*queue"
ip link set C up
ip link del A
sleep 0.3
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip netns del far
sleep 0.2
ip link
