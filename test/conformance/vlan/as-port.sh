# A VLAN interface as a port of a bridge
# oracle: vm
ip netns add red
ip link add A type veth peer name B netns red
ip link set A up
ip -n red link set B up
ip link add link A name A.5 up type vlan id 5
ip -n red link add link B name B.5 up type vlan id 5
ip link add br0 type bridge
ip link set br0 up
ip link set A.5 master br0
ip addr add 192.0.2.1/24 dev br0
ip -n red addr add 192.0.2.2/24 dev B.5
sleep 1.2
ip -br link
ping -c 1 -q 192.0.2.2 | grep loss
ip link set A.5 nomaster
ip link del br0
ip netns del red
sleep 1
ip link
