# VLAN interfaces over a bridge
# oracle: vm
ip netns add red
ip link add br0 type bridge
ip link set br0 up
ip link add A type veth peer name B netns red
ip link set A master br0
ip link set A up
ip -n red link set B up
ip link add link br0 name br0.5 type vlan id 5
ip link set br0.5 up
ip -n red link add link B name B.5 type vlan id 5
ip -n red link set B.5 up
ip addr add 192.0.2.1/24 dev br0.5
ip -n red addr add 192.0.2.2/24 dev B.5
sleep 1.2
ping -c 1 -q 192.0.2.2 | grep loss
ip -br link
ip neigh
ip link set A nomaster
ip link del br0
ip -br link
ip netns del red
sleep 1
