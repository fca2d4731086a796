# Entries of one VLAN, of all VLANs of a port, and of VLANs that the port does not have
# oracle: vm
ip link add br0 address 02:00:00:00:00:01 type bridge vlan_filtering 1
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link set A master br0
bridge vlan add vid 10 dev A
bridge fdb add 02:00:00:00:00:99 dev A master
bridge fdb add 02:00:00:00:00:98 dev A master vlan 10 static
bridge fdb add 02:00:00:00:00:97 dev A master vlan 99
bridge fdb add 02:00:00:00:00:98 dev A master
bridge fdb add 02:00:00:00:00:99 dev A master vlan 10
bridge fdb replace 02:00:00:00:00:99 dev A master vlan 10 static
bridge fdb show br br0
bridge fdb show br br0 vlan 10
bridge fdb get 02:00:00:00:00:99 br br0
bridge fdb get 02:00:00:00:00:99 br br0 vlan 10
bridge fdb get 02:00:00:00:00:98 br br0 vlan 11
bridge fdb del 02:00:00:00:00:98 dev A master vlan 99
bridge fdb del 02:00:00:00:00:99 dev A master vlan 10
bridge fdb del 02:00:00:00:00:99 dev A master vlan 10
bridge fdb del 02:00:00:00:00:99 dev A master
bridge fdb add 02:00:00:00:00:96 dev A master vlan 4095
bridge fdb add 02:00:00:00:00:96 dev A master vlan 0
bridge vlan del vid 10 dev A
bridge fdb show br br0
bridge fdb flush dev br0 vlan 1
bridge fdb show br br0
