# The MTU of a VLAN interface is at most that of the link below
# oracle: vm
ip link add A mtu 1400 type veth peer name B
ip link add link A name A.5 type vlan id 5
ip link show A.5
ip link add link A name A.6 mtu 1500 type vlan id 6
ip link add link A name A.6 mtu 1300 type vlan id 6
ip link show A.6
ip link set A.5 mtu 1500
ip link set A.5 mtu 1350
ip link set A mtu 1320
ip link | grep mtu
ip link set A mtu 2000
ip link | grep mtu
ip link set A.5 mtu 2000
ip link | grep mtu
