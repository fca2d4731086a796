# Addresses that a veth itself listens to
# oracle: root
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
bridge fdb add 02:00:00:00:00:51 dev A
bridge fdb add 02:00:00:00:00:52 dev A self permanent
bridge fdb append 02:00:00:00:00:53 dev A self
bridge fdb replace 02:00:00:00:00:53 dev A
bridge fdb add 01:00:5e:01:02:03 dev A self
bridge fdb add 00:00:00:00:00:00 dev A self
bridge fdb show dev A
ip -d link show A | grep -o 'promiscuity [0-9]'
ip link set A up
ip link set B up
sleep 0.2
ip -d link show A | grep -o 'promiscuity [0-9]'
bridge fdb add 01:00:5e:01:02:04 dev A
bridge fdb show dev A
ip maddr show dev A
bridge fdb del 02:00:00:00:00:51 dev A
bridge fdb del 02:00:00:00:00:52 dev A vlan 7
bridge fdb del 02:00:00:00:00:53 dev A
bridge fdb del 01:00:5e:01:02:03 dev A
ip -d link show A | grep -o 'promiscuity [0-9]'
bridge fdb del 00:00:00:00:00:00 dev A
ip -d link show A | grep -o 'promiscuity [0-9]'
bridge fdb show dev A
bridge -j fdb show dev A
ip link del A
