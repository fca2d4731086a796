# What a bond's slaves can take reaches the links that stand on it.
# oracle: vm
ip link add bond0 type bond mode active-backup miimon 100
ip link add link bond0 name bond0.20 type vlan id 20
ip link add link bond0 name mv0 type macvlan mode bridge
ip -d link show | grep -o '^[0-9]*: [^:]*\|tso_max_size [0-9]*'
ip link add A type veth peer name B
ip link set A master bond0
ip -d link show | grep -o '^[0-9]*: [^:]*\|tso_max_size [0-9]*'
ip link add dummy0 type dummy
ip link set dummy0 master bond0
ip -d link show | grep -o '^[0-9]*: [^:]*\|tso_max_size [0-9]*'
ip link set A nomaster
ip link set dummy0 nomaster
ip -d link show | grep -o '^[0-9]*: [^:]*\|tso_max_size [0-9]*'
ip link del bond0
