# Packets of a VRF: by its device, by its ports, to itself, and between domains by a route that leads there
# oracle: vm
ip netns add n1
ip link add A type veth peer name B netns n1
ip link set A addrgenmode none
ip -n n1 link set B addrgenmode none up
ip -n n1 link set lo up
ip link add red type vrf table 10
ip link set red up
ip link set A up master red
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip -n n1 addr add 10.0.0.2/24 dev B
ip -n n1 addr add fd00::2/64 dev B nodad
ping -c1 -W1 10.0.0.2
ping -c1 -W1 -I 10.0.0.1 10.0.0.2
ping -c1 -W1 -I red 10.0.0.2
ping -c1 -W1 -I A 10.0.0.2
ping -c1 -W1 -I red 10.0.0.1
ping -c1 -W1 10.0.0.1
ping -c1 -W1 -I red 10.7.0.1
ping -c1 -W1 fd00::2
ping -c1 -W1 -I red fd00::2
ping -c1 -W1 -I red fd00::1
ip netns exec n1 ping -c1 -W1 10.0.0.1
ip netns exec n1 ping -c1 -W1 fd00::1
ip -s link show red
ip neigh show vrf red nud reachable
ip route add 10.0.0.0/24 dev red
ping -c1 -W1 10.0.0.2
ip route get 10.0.0.2
ip -s link show red
ip link set red down
ping -c1 -W1 -I red 10.0.0.2
ip neigh flush all
ip -n n1 neigh flush all
