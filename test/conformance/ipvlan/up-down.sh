# An ipvlan interface follows the link below
# oracle: vm
ip link add A type veth peer name B
ip link add link A name i1 type ipvlan
ip link set i1 up
ip link show i1 | head -1
ip link set A up
ip link show i1 | head -1
ip link set B up
ip link show i1 | head -1
ip -d link show A | head -2
ip addr add 192.0.2.1/24 dev i1
ip route
ip link set B down
ip link show i1 | head -1
ip route
ip link set A down
ip link show i1 | head -1
ip -br -4 addr show i1
ip link del A
