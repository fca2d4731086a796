# oracle: root
# a namespace gets a number when somebody asks for a link that leads to it, and keeps it when the link has gone
ip netns add n1
ip netns add n2
ip link add v0 type veth peer name v1 netns n1
ip -n n1 netns list-id
ip -n n1 -br link
ip -n n1 netns list-id
ip link del v0
sleep 0.1
ip -n n1 netns list-id
ip link add v0 type veth peer name v1 netns n2
ip netns exec n2 ip netns list-id
ip -n n2 route show dev v1
ip netns exec n2 ip netns list-id
ip link del v0
ip -n n2 link add v2 type veth peer name v3 netns n1
ip -n n1 link show master v3
ip netns exec n1 ip netns list-id
ip -n n1 addr flush dev v3
ip netns exec n1 ip netns list-id
