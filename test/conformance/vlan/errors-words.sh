# VLAN options that are mistyped
# oracle: vm
ip link add A type veth peer name B
ip link add link A name x type vlan id five
ip link add link A name x type vlan id -1
ip link add link A name x type vlan id 70000
ip link add link A name x type vlan id
ip link add link A name x type vlan 5
ip link add link A name x type vlan id 5 protocol 802.1x
ip link add link A name x type vlan id 5 reorder_hdr maybe
ip link add link A name x type vlan id 5 gvrp
ip link add link A name x type vlan vid 5
ip link add link A name x type vlan id 5 foo
ip link add link
ip link add link A name x type vlan help
ip -br link
