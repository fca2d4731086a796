# VLANs of bridges, with statistics and details (found by fuzzing).
# oracle: vm
ip link add br0 type bridge vlan_filtering 1
ip link add A type veth peer name B
ip link set A master br0
bridge vlan add dev A vid 10-12
bridge vlan add dev A vid 20 pvid untagged
bridge -d vlan
bridge -s vlan
bridge -d -s vlan
bridge -d -s vlan show dev A
bridge -j -d -s vlan show dev A
bridge -s vlan tunnelshow
bridge -s vlan show vid 20
bridge vlan global
bridge vlan global show dev nosuch
bridge vlan global set dev vid br0
bridge vlan set dev nosuch vid 5
ip link del A
ip link del br0
