# A kernel whose bridges know no VLANs
# oracle: root
ip link add br0 type bridge vlan_filtering 1
ip link add br0 type bridge vlan_default_pvid 5
ip link add A type veth peer name B
ip link set A master br0
ip link set br0 type bridge vlan_filtering 1
ip link set br0 type bridge vlan_default_pvid 7
bridge vlan add vid 5 dev A
bridge vlan add vid 5 dev B
bridge vlan add vid 5 dev br0 self
bridge vlan del vid 5 dev A
bridge vlan add vid 4095 dev A
bridge vlan show
bridge -j vlan show
bridge fdb add 02:00:00:00:00:99 dev A master vlan 5
bridge fdb del 02:00:00:00:00:99 dev A master vlan 5
bridge fdb show br br0
ip -d link show br0
