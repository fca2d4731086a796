# Without a monitor nobody looks at the links
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add C type veth peer name D
ip link set B up
ip link set D up
ip link add bond0 type bond mode active-backup
ip link set A master bond0
ip link set C master bond0
ip link set bond0 up
ip link set B down
sleep 0.3
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state.*queue"
ip link
ip link set A down
sleep 0.2
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state.*queue"
ip link set bond0 type bond active_slave C
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state.*queue"
ip link set bond0 type bond miimon 20
sleep 0.2
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state.*queue"
ip link set bond0 type bond miimon 0
ip link set bond0 down
ip link set D down
ip link
ip link set bond0 up
ip link show bond0
