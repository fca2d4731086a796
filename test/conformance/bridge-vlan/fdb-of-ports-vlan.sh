# A bridge gives up an address in a VLAN that is left to its ports alone; one that nobody has it refuses
# oracle: vm
ip link add br0 type bridge vlan_filtering 1 vlan_default_pvid 0 mcast_snooping 0
ip link set br0 address 02:00:00:00:00:01 addrgenmode none up
ip link add e0 type veth peer name e1
ip link set e0 master br0
bridge vlan add vid 10 dev e0
bridge vlan add vid 10 dev br0 self
bridge vlan add vid 20 dev br0 self
bridge fdb add 00:00:5e:00:01:01 dev br0 self local vlan 10
bridge fdb add 00:00:5e:00:01:01 dev br0 self local vlan 20
bridge vlan del vid 10 dev br0 self
bridge vlan del vid 20 dev br0 self
bridge vlan
bridge fdb show br br0 | grep 5e:00:01
bridge fdb del 00:00:5e:00:01:02 dev br0 self local vlan 10
bridge fdb del 00:00:5e:00:01:01 dev br0 self local vlan 10
bridge fdb del 00:00:5e:00:01:01 dev br0 self local vlan 20
bridge fdb add 00:00:5e:00:01:03 dev br0 self local vlan 10
bridge fdb add 00:00:5e:00:01:03 dev e0 master vlan 10
bridge fdb del 00:00:5e:00:01:03 dev br0 self vlan 10
bridge fdb show br br0 | grep 5e:00:01
bridge vlan del vid 10 dev e0
bridge fdb show br br0 | grep 5e:00:01
bridge fdb del 00:00:5e:00:01:03 dev br0 self vlan 10
bridge fdb del 00:00:5e:00:01:03 dev e0 master vlan 10
ip link del e0
ip link del br0
