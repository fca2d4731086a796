# What ip link help says of kinds of links
# oracle: root
ip link help vlan
ip link help vxlan
ip link help macvlan
ip link help macvtap
ip link help ipvlan
ip link help vrf
ip link help ifb
ip link help dummy
ip link help veth
ip link help vxlan more words
ip -j link help vrf
ip link help nonsense
ip link help ''
ip link help 2>&1 | grep -c '^Usage: ip link'
