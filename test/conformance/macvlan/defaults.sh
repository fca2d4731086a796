# A macvlan interface as it is made
# oracle: root
ip link add A type veth peer name B
ip link add link A name mv type macvlan
ip link show mv
ip -d link show mv
ip -d -j link show mv
ip link set mv up
ip -br link show mv
ip link set A up
ip link set B up
sleep 1.2
ip -br link show mv
ip -d link show A | grep promiscuity
ip link set A down
sleep 1.2
ip -br link
ip link del A
ip -br link
