# The default PVID changes where nobody chose another
# oracle: vm
ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link add C address 02:00:00:00:00:0c type veth peer name D
ip link add E address 02:00:00:00:00:0e type veth peer name F
ip link set A master br0
ip link set C master br0
bridge vlan add vid 7 dev C pvid untagged
ip link set br0 type bridge vlan_default_pvid 5
bridge vlan
bridge fdb show br br0
ip link set E master br0
bridge vlan show dev E
ip link set br0 type bridge vlan_default_pvid 7
bridge vlan
ip link set br0 type bridge vlan_default_pvid 0
bridge vlan
ip link add G type veth peer name H
ip link set G master br0
bridge vlan show dev G
ip link set br0 type bridge vlan_default_pvid 9
bridge vlan
ip link add br1 type bridge vlan_default_pvid 100
bridge vlan show dev br1
