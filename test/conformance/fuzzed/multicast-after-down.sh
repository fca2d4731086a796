# A device stops listening to its IPv6 groups when it goes down having worked, and listens anew when it works again.
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:02 type veth peer name B address 02:00:00:00:00:03
ip link set A up
ip link set A down
bridge fdb show dev A
ip link set A up
ip link set B up
sleep 0.05
ip link set A down
sleep 0.05
bridge fdb show dev A
ip link set A up
sleep 0.05
bridge fdb show dev A
sleep 2.5
