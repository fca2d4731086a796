# VLAN and macvlan interfaces on a bond, and what the slaves listen to
# oracle: vm
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link add C address 02:00:00:00:00:0c type veth peer name D
ip link set B up
ip link set D up
ip link add bond0 type bond mode active-backup miimon 50
ip link set A master bond0
ip link set C master bond0
ip link set bond0 up
sleep 1.3
ip link add link bond0 name bond0.5 type vlan id 5
ip link set bond0.5 up
sleep 1.3
ip addr show bond0
ip addr show bond0.5
ip addr show A
bridge fdb show dev A
bridge fdb show dev C
ip link add link bond0 name mv address 02:00:00:00:00:01 type macvlan mode bridge
ip link set mv up
ip -d link | grep -o "^[0-9]*: [^:]*\|promiscuity.*minmtu"
bridge fdb show dev C
bridge fdb show dev A | grep 02:
ip link set bond0 promisc on
ip -d link | grep -o "^[0-9]*: [^:]*\|promiscuity.*minmtu"
ip link set bond0 type bond active_slave C
ip -d link | grep -o "^[0-9]*: [^:]*\|promiscuity.*minmtu"
bridge fdb show dev A
bridge fdb show dev C
ip link set bond0 allmulticast on
ip link set C nomaster
ip -d link | grep -o "^[0-9]*: [^:]*\|promiscuity.*minmtu"
ip link set bond0 address 02:00:00:00:00:77
ip -br link
ip link set bond0 down
bridge fdb show dev A
ip link del bond0
ip -br link
