# What people leave out or mistype after bridge fdb
# oracle: root
ip link add br0 type bridge
ip link add A type veth peer name B
ip link set A master br0
bridge fdb add
bridge fdb add dev A
bridge fdb add 02:00:00:00:00:99
bridge fdb add 02:00:00:00:00 dev A
bridge fdb add A dev 02:00:00:00:00:99
bridge fdb add 02:00:00:00:00:99 02:00:00:00:00:98 dev A
bridge fdb add 02:00:00:00:00:99 dev A master vlan 4095
bridge fdb add 02:00:00:00:00:99 dev A master vlan x
bridge fdb add 02:00:00:00:00:99 dev A vlan
bridge fdb del 02:00:00:00:00:99 dev
bridge fdb del 02:00:00:00:00:99 dev A
bridge fdb get
bridge fdb get 02:00:00:00:00:99
bridge fdb get xx br br0
bridge fdb get 02:00:00:00:00:99 br nope
bridge fdb get 02:00:00:00:00:99 dev nope
bridge fdb get 02:00:00:00:00:99 br A
bridge fdb get 02:00:00:00:00:99 dev B
bridge fdb get 02:00:00:00:00:99 br br0 vlan 5000
bridge fdb show br nope
bridge fdb show dev nope
bridge fdb show state foo
bridge fdb show br A
bridge fdb foo
bridge fdb flush
bridge fdb flush dev nope
bridge fdb flush dev A
bridge fdb flush dev br0 brport nope
bridge fdb flush dev br0 brport B
bridge fdb flush dev br0 vlan 4096
bridge fdb flush dev br0 vlan 4095
