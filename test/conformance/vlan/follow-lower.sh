# A VLAN interface follows the link below it
# oracle: vm
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip link add link A name A.5 type vlan id 5
ip link add link A name A.6 type vlan id 6 loose_binding on
ip link set A.5 up
ip link set A.6 up
sleep 1.2
ip addr add 192.0.2.1/24 dev A.5
ip addr add 192.0.3.1/24 dev A.6
ip -br link
ip link set B down
ip -br link
ip route
ip link set B up
ip -br link
ip link set A down
ip -br link
ip route
ip link set A up
ip -br link
ip route
ip link set A.5 down
ip link set A down
ip link set A up
ip -br link
ip link del A
