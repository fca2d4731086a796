# Slaves come and go: address, MTU, what they get back
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a mtu 1450 type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link set B up
ip link add bond0 type bond mode active-backup miimon 100
ip link set A master bond0
ip -d link show A
ip -d link show bond0
ip link set C master bond0
ip -d -j link show C
ip -d -j link show bond0
ip link show master bond0
ip link show type bond_slave
ip link set D up
ip link set bond0 up
sleep 0.4
ip -d link show C
ip link show bond0
ip link set bond0 mtu 1400
ip link set bond0 address 02:00:00:00:00:99
ip link
ip link set A nomaster
ip -d link show A
ip -d link show bond0
ip link set C nomaster
ip link show C
ip -d link show bond0 | grep -o "active_slave.*\|tso_max_size [0-9]*"
ip link set A master bond0
ip link set C master bond0
ip link del bond0
ip link
