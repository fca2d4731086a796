# Hardware addresses and MTU of ipvlan interfaces are those of the link below
# oracle: vm
ip link add A address 02:00:00:00:00:0a type dummy
ip link add link A name i1 type ipvlan
ip link add link A name i2 mtu 1300 type ipvlan
ip link | grep ether
ip link set i1 address 02:00:00:00:00:01
ip link set A address 02:00:00:00:00:0b
ip link | grep ether
ip link show i1 | head -1
ip link set A mtu 1400
ip link | grep mtu
ip link set A mtu 1600
ip link | grep mtu
ip link set i1 mtu 1500
ip link set i1 mtu 1700
ip link set i2 mtu 1200
ip link | grep mtu
