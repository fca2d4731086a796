# Where a packet of a VRF would go
# oracle: vm
ip netns add n1
ip link add A type veth peer name B netns n1
ip link set A addrgenmode none
ip -n n1 link set B addrgenmode none up
ip link add red type vrf table 10
ip link set red up
ip link set A up master red
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip route get 10.0.0.1
ip route get 10.0.0.2
ip route get 10.0.0.1 vrf red
ip route get 10.0.0.2 vrf red
ip route get 10.0.0.2 oif red
ip route get 10.0.0.2 oif A
ip route get fibmatch 10.0.0.2 vrf red
ip -j route get 10.0.0.2 vrf red
ip route get 10.7.0.1 vrf red
ip route get 10.7.0.1 oif A
ip route get 10.0.0.1 from 10.0.0.9 iif A
ip route get 10.7.0.1 from 10.0.0.9 iif A
ip -6 route get fd00::2
ip -6 route get fd00::2 vrf red
ip -6 route get fd00::1 vrf red
ip route add default via 10.0.0.2 vrf red
ip route get 10.7.0.1 vrf red
ip route get 127.0.0.1 vrf red
ip addr add 10.5.5.1/32 dev red
ip route add vrf red 10.9.0.0/16 dev A
ip route get 10.9.9.9 vrf red
ip addr del 10.0.0.1/24 dev A
ip route add vrf red 10.9.0.0/16 dev A
ip route get 10.9.9.9 vrf red
ip route get 10.5.5.1 vrf red
ip link set red down
ip route get 10.9.9.9 vrf red
