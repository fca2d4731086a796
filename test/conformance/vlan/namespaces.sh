# A VLAN interface in another namespace than the link below
# oracle: vm
ip netns add red
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip link add link A name A.5 type vlan id 5
ip link set A.5 netns red
ip -n red link show A.5
ip -n red -d link show A.5
ip -n red link set A.5 up
sleep 1.2
ip -n red -br link
ip link set A down
ip -n red -br link
ip link add link A name A.6 netns red type vlan id 6
ip -n red -br link
ip link del A
ip -n red -br link
ip netns del red
sleep 1
