# What a device itself will not listen to
# oracle: root
ip link add A type veth peer name B
bridge fdb add 02:00:00:00:00:51 dev A
bridge fdb add 02:00:00:00:00:51 dev A self
bridge fdb add 02:00:00:00:00:52 dev A self static
bridge fdb add 02:00:00:00:00:52 dev A self dynamic
bridge fdb add 02:00:00:00:00:52 dev A vlan 5
bridge fdb add 02:00:00:00:00:52 dev A master
bridge fdb add 02:00:00:00:00:52 dev lo
bridge fdb del 02:00:00:00:00:52 dev lo
bridge fdb del 02:00:00:00:00:52 dev A
bridge fdb del 02:00:00:00:00:51 dev A master
bridge fdb del 02:00:00:00:00:51 dev A static
bridge fdb add 02:00:00:00:00:52 dev nope
bridge fdb show dev A
