# Links that come and go are believed after a while
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add C type veth peer name D
ip link set B up
ip link set D up
ip link add bond0 type bond mode active-backup miimon 100 downdelay 1000 updelay 1000
ip link set A master bond0
ip link set C master bond0
ip -d link show A | grep bond_slave
ip -d link show bond0 | grep -o "active_slave [A-Z]"
ip link show bond0
ip link set bond0 up
sleep 0.2
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state.*queue"
sleep 1.3
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state.*queue"
ip link set B down
sleep 0.2
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state.*queue"
sleep 1.3
ip -d link | grep -o "active_slave [A-Z]\|bond_slave state.*queue"
ip link set B up
sleep 0.2
ip -d link show A | grep -o "bond_slave state.*queue"
sleep 1.3
ip -d link show A | grep -o "bond_slave state.*queue"
ip -d link show bond0 | grep -o "active_slave [A-Z]"
