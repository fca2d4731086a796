# VLANs are taken away, and their entries with them
# oracle: vm
ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link set A master br0
bridge vlan add vid 10-12 dev A
bridge vlan add vid 10 dev br0 self
bridge vlan del vid 11 dev A
bridge vlan del vid 11 dev A
bridge vlan show
bridge fdb show br br0
bridge vlan del vid 1 dev A
bridge vlan del vid 1 dev br0 self
bridge vlan show
bridge vlan del vid 2-4094 dev A
bridge vlan show
bridge fdb show br br0
bridge vlan add vid 5 dev A pvid untagged
ip link set A nomaster
ip link set A master br0
bridge vlan show
