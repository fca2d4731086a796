# What is refused after a link has moved to another namespace does not bring it back.
# oracle: root
ip netns add ns0
ip netns exec ns0 ip link add eth1 type bridge
ip link add v-red type veth peer name v-red-br
ip link set dev v-red netns ns0 name eth1
ip -n ns0 link
ip link add A type veth peer name B
ip link set A netns ns0 mtu 10
ip -n ns0 link show A
ip link set B netns ns0 master nosuch
ip link set B netns ns0 address 01:00:00:00:00:01
ip -n ns0 link show B
ip link set v-red-br netns ns0 addrgenmode stable_secret
ip link set v-red-br netns nosuch mtu 1400
ip link show v-red-br
