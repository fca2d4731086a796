# Which slave is the active one: primary, priority, when it is chosen anew
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add C type veth peer name D
ip link add E type veth peer name F
ip link set B up
ip link set D up
ip link set F up
ip link add bond0 type bond mode active-backup miimon 20
ip link set A master bond0
ip link set C master bond0
ip link set E master bond0
ip link set bond0 up
sleep 0.2
ip link set bond0 type bond primary C
ip -d link show bond0 | grep -o "active_slave [A-Z]\|primary [A-Z]"
ip link set D down
sleep 0.2
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link set D up
sleep 0.2
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link set bond0 type bond primary_reselect failure
ip link set D down
sleep 0.2
ip link set D up
sleep 0.2
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link set bond0 type bond primary_reselect better
ip link set B down
sleep 0.2
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link set B up
sleep 0.2
ip link set bond0 type bond active_slave E
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link set bond0 type bond clear_active_slave
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link set bond0 type bond primary_reselect always
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link set C nomaster
ip -d link show bond0 | grep -o "active_slave [A-Z]\|primary [A-Z]"
ip link set E type bond_slave prio 5
ip -d link show bond0 | grep -o "active_slave [A-Z]\|primary [A-Z]"
ip link set C master bond0
ip -d link show bond0 | grep -o "active_slave [A-Z]\|primary [A-Z]"
ip link set bond0 type bond active_slave B
