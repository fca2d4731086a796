# What bridge link says to a device named twice and to the modes of cards, and what its objects are cut short
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
bridge link show dev A dev B
bridge link set dev A hwmode vepa
bridge link set dev A hwmode veb master
bridge link set dev B hwmode veb
bridge link set dev br0 hwmode veb
bridge link set dev A hwmode foo
bridge link set dev A hwmode 1
bridge v show
bridge vn
bridge vl
