# A MACVLAN in passthru mode that is to hear all groups asks its device for them (found by fuzzing).
# oracle: root
ip link add e0 type veth peer name e1
ip link add name mv0 link e0 type macvlan mode passthru
ip link set mv0 up
ip link add br0 type bridge
ip link set mv0 master br0
ip -d link show e0
ip link set mv0 nomaster
ip -d link show e0
ip link delete br0
ip link delete e0
