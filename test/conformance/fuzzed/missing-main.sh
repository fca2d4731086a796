# oracle: root
# a rule before any address: the table local comes without main; and who has a number for a namespace that ends
ip netns add n1
ip -n n1 route flush 10.0.0.1
ip -n n1 rule add tos 0x10 table 100
ip -n n1 link set lo up
ip -n n1 route
ip -n n1 route flush 10.0.0.1
ip -n n1 route flush dev lo
ip -n n1 route del 10.0.0.1
ip -n n1 route add blackhole 10.0.0.1 table 100
ip -n n1 route del 10.0.0.1
ip -n n1 route change blackhole 10.0.0.1
ip -n n1 route flush 10.0.0.1
ip -n n1 route show table all | grep -v '::'
ip link add v0 type veth peer name v1 netns n1
ip netns list-id
ip netns del n1
sleep 0.2
ip netns list-id
ip netns add n1
ip link add v0 type veth peer name v1 netns n1
ip netns list-id
