# Hardware addresses of macvlan interfaces
# oracle: root
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add link A name mv address 02:00:00:00:00:01 type macvlan
ip link add link A name nv address 02:00:00:00:00:01 type macvlan
ip link set A up
ip link set mv up
ip link set nv up
ip link set nv address 02:00:00:00:00:0a
ip link set nv up
ip link set nv address 02:00:00:00:00:02
ip link set nv up
ip link set nv address 02:00:00:00:00:01
ip link | grep ether
bridge fdb show dev A | grep 02:
ip link set mv down
bridge fdb show dev A | grep 02:
ip -d link show A | grep promiscuity
ip link set nv down
ip -d link show A | grep promiscuity
ip link del A
