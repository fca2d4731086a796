# Whose hardware address a VLAN interface has
# oracle: vm
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add link A name A.5 type vlan id 5
ip link add link A name A.6 address 02:00:00:00:00:66 type vlan id 6
ip link | grep ether
ip link set A address 02:00:00:00:00:aa
ip link | grep ether
ip link set A up
ip link set A.5 up
ip link set A.6 up
ip link | grep ether
ip link set A address 02:00:00:00:00:bb
ip link | grep ether
ip link set A.5 address 02:00:00:00:00:55
ip -d link show A | grep promiscuity
ip link set A address 02:00:00:00:00:cc
ip link | grep ether
ip link del A
