# Link-layer addresses that are none, by the part that is wrong; FDB entries where there can be none.
# oracle: root
ip link add A type veth peer name B
ip link set A address 02:zz:1
ip link set A address 02:1:
ip link set A address 02:1.1
ip link set A address 10.0.0.1
ip link set A address fd00:::1
ip link set A address 02:00:00:00:00:00:01
bridge fdb add 02:00:00:00:00:01 dev lo
bridge fdb del 02:00:00:00:00:01 dev lo master
brctl addif nosuch nosuch
brctl show
