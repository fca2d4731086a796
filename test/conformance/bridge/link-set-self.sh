# A bridge that is asked for itself says yes and does nothing; names that are too long are cut (found by fuzzing).
# oracle: root
ip link add br1 type bridge
ip link add A type veth peer name B
ip link set A master br1
bridge link set dev br1 self
bridge link set dev br1 self cost 5
bridge link set dev br1 cost 5
bridge link set dev br1 master
bridge link set dev br1 self master
bridge link set dev br1 self state 3
bridge link set dev br1 self state 9
bridge link set dev A self
bridge link set dev A self cost 5
bridge link set dev A master cost 6
bridge link set dev B self
bridge link set dev B state 9
bridge link set dev A state 9
bridge link set dev A state 300
bridge -d link show dev A
ifconfig an-interface-name-too-long
ifconfig -s an-interface-name-too-long
ifconfig an-interface-name-too-long up
ifconfig an-interface-name-too-long:5
ip link del A
ip link del br1
