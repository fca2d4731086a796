# Every port has VLAN 1 before anybody filters
# oracle: vm
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
bridge vlan
ip link set A master br0
bridge vlan show
bridge fdb show br br0
ip -d link show br0
ip -d -j link show br0
ip link set br0 type bridge vlan_filtering 1
ip -d link show br0 | grep -o 'vlan[^ ]* [^ ]*'
bridge vlan show
ip link set A nomaster
bridge vlan
bridge fdb show br br0
