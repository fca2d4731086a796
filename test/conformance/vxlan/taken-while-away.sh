# The number of a VXLAN interface is taken in the namespace that it was made in, wherever it has moved
# oracle: root
ip link add veth0 type veth peer name veth1
ip netns add red
ip link add vx42 type vxlan id 42 remote 10.0.0.2 dev veth0 dstport 4789
ip link set dev vx42 netns red
ip link add vx0 type vxlan id 42 remote 10.0.0.2 dev veth0 dstport 4789
ip link add vx0 type vxlan id 42 remote 10.0.0.2 dev lo dstport 4789
ip link add vx0 type vxlan id 42 remote 10.0.0.2 dev veth0 dstport 4790
ip link del vx0
ip -n red link add vx0 type vxlan id 42 remote 10.0.0.2 dstport 4789
ip -n red link del vx0
ip -n red link del vx42
ip link add vx0 type vxlan id 42 remote 10.0.0.2 dev veth0 dstport 4789
ip link set vx0 netns red
ip link add vx1 type vxlan id 42 remote 10.0.0.2 dev veth0 dstport 4789
ip netns del red
sleep 0.5
ip link add vx1 type vxlan id 42 remote 10.0.0.2 dev veth0 dstport 4789
