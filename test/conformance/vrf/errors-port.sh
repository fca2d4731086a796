# What cannot become a port of a VRF, and VRFs that are none
# oracle: vm
ip link add red type vrf table 10
ip link add blue type vrf table 11
ip link add A type veth peer name B
ip link add V link A type vlan id 3
ip link set lo master red
ip link set blue master red
ip link set red master red
ip link set red vrf red
ip link set A master nope
ip link set A vrf nope
ip link set A vrf B
ip link set A vrf
ip link set A master B
ip link set A vrf red
ip link set A master red
ip link set A master blue
ip link set V master red
ip -br link show master blue
ip -br link show master red
ip link show vrf nope
ip link show vrf A
ip addr show vrf nope
ip neigh show vrf nope
ip neigh show vrf A
ip route show vrf nope
ip route show vrf A
ip route add 10.1.0.0/16 dev A vrf nope
ip route add 10.1.0.0/16 dev A vrf blue
ip route add 10.1.0.0/16 via 10.9.9.9 vrf blue
ip route get 10.1.0.1 vrf nope
ip route get 10.1.0.1 vrf blue
ip route del 10.9.0.0/16 vrf blue
ip route del default vrf nope
ip link set A nomaster
ip link set A nomaster
ip link set A master red
ip link del A
ip -br link
