# A VLAN interface over a VLAN interface
# oracle: vm
ip netns add red
ip link add A type veth peer name B netns red
ip link set A up
ip -n red link set B up
ip link add link A name A.5 up type vlan proto 802.1ad id 5
ip link add link A.5 name A.5.6 up type vlan id 6
ip -n red link add link B name B.5 up type vlan proto 802.1ad id 5
ip -n red link add link B.5 name B.5.6 up type vlan id 6
ip addr add 192.0.2.1/24 dev A.5.6
ip -n red addr add 192.0.2.2/24 dev B.5.6
sleep 1.2
ping -c 1 -q 192.0.2.2 | grep loss
ip -d link show A.5.6
ip link set A down
ip -br link
ip link del A
ip -br link
ip netns del red
sleep 1
