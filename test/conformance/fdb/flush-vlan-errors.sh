# A VLAN that there is not is refused by who has an fdb; who has none says so first.
# oracle: root
ip link add vx0 type vxlan id 5 dstport 4789
ip link add br0 type bridge
ip link add v0 address 02:00:00:00:00:10 type veth peer name v1 address 02:00:00:00:00:11
ip link add v2 address 02:00:00:00:00:12 type veth peer name v3 address 02:00:00:00:00:13
ip link set v2 master br0
bridge fdb flush dev v0 vlan x
bridge fdb flush dev v0 self vlan 10
bridge fdb flush dev v0 master vlan 4095
bridge fdb flush dev v2 vlan 0
bridge fdb flush dev v2 master vlan 0
bridge fdb flush dev v2 master vlan 10
bridge fdb flush dev br0 vlan x
bridge fdb flush dev br0 vlan 4095
bridge fdb flush dev br0 vlan 10
bridge fdb flush dev br0 master vlan x
bridge fdb flush dev vx0 vlan x
bridge fdb flush dev vx0 vlan 10
bridge fdb flush dev vx0 master vlan x
bridge fdb flush dev lo vlan x
bridge fdb flush dev v2 master vlan 70000
sleep 1
