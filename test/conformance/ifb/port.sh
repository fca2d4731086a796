# An ifb device as a port of a bridge, and in another namespace
# oracle: root
ip netns add red
ip link add br0 type bridge
ip link add i1 type ifb
ip link set br0 up
ip link set i1 up
ip link set i1 master br0
bridge link
ip -d link show i1
ip link show br0
ip link set i1 nomaster
ip link del br0
ip link set i1 netns red
ip -br link
ip -n red -br link show i1
ip -n red link del i1
ip -n red link show i1
