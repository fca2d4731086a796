# Local entries of all VLANs follow the hardware address
# oracle: vm
ip link add br0 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link add C address 02:00:00:00:00:0c type veth peer name D
ip link set A master br0
ip link set C master br0
bridge vlan add vid 10 dev A
bridge vlan add vid 10 dev br0 self
bridge fdb show br br0
ip link set A address 02:00:00:00:00:aa
bridge fdb show br br0
ip link set br0 address 02:00:00:00:00:01
bridge fdb show br br0
ip link set br0 address 02:00:00:00:00:0c
bridge fdb show br br0
ip link set C nomaster
bridge fdb show br br0
brctl showmacs br0
