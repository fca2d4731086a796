# A link whose name is short for broadcast
# oracle: root
ip link add b type veth peer name c
ip link set b down
ip link set b up
ip link set b address 02:00:00:00:00:01
ip link set c broadcast 1:2
ip link set nothere broadcast 1:2
ip link set broadcast 1:2
ip link set dev b up
ip -br link show up | cut -d' ' -f1
