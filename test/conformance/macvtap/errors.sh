# What is refused when a macvtap interface is made
# oracle: root
ip link add type macvtap
ip link add mt type macvtap mode bridge
ip link add link lo name mt type macvtap
ip link add link nosuch name mt type macvtap
ip link add A type veth peer name B
ip link add link A name mt type macvtap mode
ip link add link A name mt type macvtap mode nosuch
ip link add link A name mt mtu 9000 type macvtap
ip link add link A name mt type macvtap mode passthru
ip link add link A name nt type macvtap
ip link add link A name mv type macvlan mode bridge
ip link set mt type macvtap mode bridge
ip link set mt type macvlan mode passthru
ip link add br0 type bridge
ip link set A master br0
ip link set mt master br0
ip link show mt
ip link del mt
ip link add link A name nt type macvtap nosuch
ip link set mt type macvtap
ip -d link show A
