# VLAN interfaces as /proc/net/vlan shows them
# oracle: vm
ls /proc/net/vlan/nothere
ip link add e0 type veth peer name e1
ip link add link e0 name e0.10 type vlan id 10
ip link add link e0 name trunk20 type vlan id 20 reorder_hdr off
cat /proc/net/vlan/config
cat /proc/net/vlan/e0.10
head -n 1 /proc/net/vlan/trunk20
ls /proc/net/vlan
ip -d link show trunk20
ip netns add other
ip link set trunk20 netns other
ip netns exec other tail -n 1 /proc/net/vlan/config
cat /proc/net/vlan/trunk20
