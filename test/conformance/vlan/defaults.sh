# A VLAN interface as it is made
# oracle: vm
ip link add A type veth peer name B
ip link add link A name A.5 type vlan id 5
ip link show A.5
ip -d link show A.5
ip -d -j link show A.5
ip -br link
ip link set A up
ip -br link
ip link set A.5 up
ip link show A.5
ip link set B up
ip -br link
ip -d addr show A.5
ip link show type vlan
ip link add link A type vlan id 6
ip -d link show vlan0
ip link del A.5
ip -br link
ip link del A
