# VLAN interfaces that cannot be set up
# oracle: vm
ip link add A type veth peer name B
ip link add link A name A.5 type vlan id 5
ip link add link A name A.6 type vlan id 6 loose_binding on
ip link set A.5 up
ip link set A.6 up
ip link add link A name A.7 up type vlan id 7
ip -br link
ip link set A up
ip link set A.5 up
ip link set A.5 up
ip link set A.5 carrier off
ip link set A.5 netns nowhere
ip link set A.5 master A
ip link set A.5 type veth
ip link set A.5 type bridge stp_state 1
ip link set A.5 type vlan protocol 802.1ad
ip -d link show A.5
ip link del A.5 type dummy
ip link del A.5
ip link del A.5
ip link del A
