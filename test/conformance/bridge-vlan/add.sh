# Trunks, access ports and the bridge itself get their VLANs
# oracle: vm
ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link set A master br0
ip link set C master br0
bridge vlan add vid 10 dev A
bridge vlan add vid 20-23 dev A
bridge vlan add vid 30 dev C pvid untagged
bridge vlan add vid 10 dev br0 self
bridge vlan add vid 40 dev A master untagged
bridge vlan show
bridge -com vlan show
bridge -d vlan show
bridge -s vlan show
bridge -c vlan show dev C
bridge -j vlan show
bridge -j -com vlan show
bridge -j -d vlan show
bridge -j -s vlan show
bridge -p -j vlan show dev C
bridge vlan show vid 21
bridge -com vlan show vid 21
bridge vlan show dev A vid 99
bridge vlan add vid 10 dev A pvid
bridge vlan add vid 20 dev A untagged
bridge vlan show dev A
bridge vlan add vid 10 dev A
bridge vlan show dev A
bridge fdb show br br0
