# Routes move to the table of the VRF with the port, and back
# oracle: vm
ip netns add n1
ip link add A type veth peer name B netns n1
ip link set A addrgenmode none
ip -n n1 link set B addrgenmode none up
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.0.9/24 dev A
ip addr add fd00::1/64 dev A nodad
ip route add 10.1.0.0/16 via 10.0.0.2
ip route add unreachable 10.2.0.0/16
ip neigh add 10.0.0.7 lladdr 02:00:00:00:00:07 dev A
ip link add red type vrf table 10
ip link set red up
ip route show table all
ip link set A master red
ip addr show A
ip neigh
ip route show table all
ip route show vrf red
ip route show table 10
ip addr add fd00::2/64 dev A nodad
ip -6 route show vrf red
ip route add 10.1.0.0/16 via 10.0.0.2 vrf red
ip route add 10.3.0.0/16 via 10.0.0.2 table 10
ip route add 10.4.0.0/16 via 10.0.0.2 dev A
ip route add 10.5.0.0/16 dev A
ip route add vrf red unreachable default metric 4278198272
ip route add vrf red 10.6.0.0/16 dev A src 10.0.0.9
ip addr add 10.10.0.1/32 dev red
ip route show table all
ip route del 10.1.0.0/16 vrf red
ip route flush vrf red
ip route show table all
ip link set A down
ip route show table 10
ip link set A up
ip route show vrf red
ip link set A nomaster
sleep 1.1
ip addr show A
ip route show table all
ip link set A down
sleep 1.1
ip link set A master red
sleep 1.1
ip route show table all
ip link set red down
ip addr show red
ip link set A up
sleep 1.1
ip route show table 10
ip link del red
ip route show table all
ip rule
