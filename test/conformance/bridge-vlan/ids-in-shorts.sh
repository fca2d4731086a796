# Numbers of VLANs are kept in 16 bits (found by fuzzing).
# oracle: vm
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 type bridge vlan_filtering 1
bridge vlan add dev br0 vid 40000 self
bridge vlan add dev br0 vid 65546 self
bridge vlan show
bridge vlan add dev br0 vid 30-65535 self
bridge vlan show
bridge vlan add dev br0 vid 40000-65566 self
bridge vlan add dev br0 vid 10-40000 self
bridge vlan show vid 65546
bridge vlan show vid 40000
bridge vlan show vid 65536
bridge vlan del dev br0 vid 65546 self
bridge vlan set vid 40000 dev br0 state 1
bridge vlan global set vid 40000 dev br0 mcast_snooping 1
bridge vlan global set vid 65566 dev br0 mcast_snooping 1
bridge vlan set vid 65535 dev br0 state 1
bridge vlan show
ip link set br0 up
sleep 2
bridge mdb add dev br0 port br0 grp 239.1.1.1 vid 65546
bridge mdb show vid 65546
bridge mdb show
bridge fdb add 02:00:00:00:00:01 dev br0 self vlan 65546
bridge fdb add 02:00:00:00:00:02 dev br0 self vlan 40000
bridge fdb add 02:00:00:00:00:03 dev br0 self vlan 65535
bridge fdb add 02:00:00:00:00:04 dev br0 self vlan 70000
bridge fdb get 02:00:00:00:00:01 br br0 vlan 65546
bridge fdb get 02:00:00:00:00:01 br br0 vlan 40000
bridge fdb show vlan 65546
bridge fdb show vlan 10
bridge fdb show
bridge vlan global show vid 65546
