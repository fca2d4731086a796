# Macvlan interfaces in other namespaces
# oracle: root
ip netns add red
ip link add A type veth peer name B
ip link add link A name mv type macvlan mode bridge
ip link set mv netns red
ip -n red link show mv
ip -n red link set mv up
ip -n red link show mv
ip link set A up
ip link set B up
sleep 1.2
ip -n red -br link
ip link set A down
sleep 1.2
ip -n red -br link
ip netns add blue
ip link set A netns blue
ip -n red link show mv
bridge -n blue fdb show dev A | grep 33:
ip -n blue link del A
ip -n red -br link
