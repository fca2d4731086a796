# VLANs that do not exist, on devices that are no ports, and to the wrong address
# oracle: vm
ip link add br0 type bridge vlan_filtering 1
ip link add A type veth peer name B
ip link set A master br0
bridge vlan add vid 0 dev A
bridge vlan add vid 4095 dev A
bridge vlan add vid 4096 dev A
bridge vlan add vid 5000 dev A
bridge vlan add vid ten dev A
bridge vlan add vid 4090-4095 dev A
bridge vlan add vid 4090-4099 dev A
bridge vlan add vid 5-3 dev A
bridge vlan add vid 3-3 dev A
bridge vlan add vid 3-5 dev A pvid
bridge vlan add vid 10 dev B
bridge vlan add vid 10 dev lo
bridge vlan add vid 10 dev br0
bridge vlan add vid 10 dev br0 master
bridge vlan add vid 10 dev A self
bridge vlan add vid 0 dev B
bridge vlan add vid 10 dev nope
bridge vlan del vid 10 dev B
bridge vlan del vid 10 dev br0
bridge vlan del vid 0 dev A
bridge vlan del vid 77 dev A
bridge vlan show
