# Flags of a VLAN interface
# oracle: vm
ip link add A type veth peer name B
ip link add link A name A.5 type vlan protocol 802.1ad id 5 reorder_hdr off gvrp on
ip -d link show A.5
ip -d -j link show A.5
ip link set A.5 type vlan gvrp off loose_binding on
ip -d link show A.5
ip link set A.5 type vlan mvrp on bridge_binding on reorder_hdr on
ip -d link show A.5
ip link set A.5 type vlan id 6
ip -d link show A.5
ip link add link A name A.6 type vlan id 5 proto 802.1Q
ip -d link show A.6
