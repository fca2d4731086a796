# What goes when the link below goes
# oracle: vm
ip link add A type veth peer name B
ip link add link A name A.5 type vlan id 5
ip link add link A name A.6 type vlan id 6
ip addr add 192.0.2.1/24 dev A.5
ip link del B
ip -br link
ip link add A type veth peer name B
ip link add link A name A.5 type vlan id 5
ip link set A name C
ip -br link
ip link set A.5 name C.5
ip link del type vlan C.5
ip -br link
