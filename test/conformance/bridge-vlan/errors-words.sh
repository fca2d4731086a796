# What people leave out or mistype after bridge vlan
# oracle: vm
ip link add br0 type bridge
ip link add A type veth peer name B
ip link set A master br0
bridge vlan add
bridge vlan add vid 10
bridge vlan add dev A
bridge vlan add vid
bridge vlan add vid 10 dev
bridge vlan add vid 10 dev A untaged
bridge vlan ad vid 11 dev A
bridge vlan remove vid 11 dev A
bridge vlan show dev nope
bridge vlan show dev
bridge vlan show dev A dev B
bridge vlan show vid 10 vid 11
bridge vlan show A
bridge vlans
bridge vlan
bridge vlan tunnelshow
