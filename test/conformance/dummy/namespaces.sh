# A dummy moves between namespaces and goes with one
# oracle: vm
ip netns add red
ip link add d0 type dummy
ip link set d0 up
ip addr add 192.0.2.1/24 dev d0
ip link set d0 netns red
ip -n red addr show d0
ip -n red link set d0 name d9
ip -n red link set d9 up
ip -n red link
ip link show d0
ip link add d1 netns red type dummy
ip -n red -br link
ip netns del red
ip -br link
