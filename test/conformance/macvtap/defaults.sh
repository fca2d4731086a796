# A macvtap interface as it is made
# oracle: root
ip link add A type veth peer name B
ip link add link A name mt type macvtap
ip link show mt
ip -d link show mt
ip -d -j link show mt
ip link add link A type macvtap mode bridge
ip link set mt up
ip link show mt
ip link set A up
ip link set B up
sleep 1.2
ip link show mt
ip -br link show type macvtap
ip link del A
ip link
