# Routes by links without a carrier are not taken back as they were told (found by fuzzing).
# oracle: root
ip link add A type veth peer name B
ip link add C type veth peer name D
ip link set C up
ip link set D up
ip addr add 10.0.1.1/24 dev C
ip link set A up
sleep 1
ip addr add 10.0.0.5/24 dev A nodad
ip route add 10.9.0.0/16 via 10.0.1.9
ip route
ip route save table main > r
ip route flush dev C
ip route flush dev A
ip route restore < r
ip route
ip link set B up
sleep 1
ip route restore < r
ip route
ip route add 10.8.0.0/16 nexthop via 10.0.0.9 nexthop via 10.0.1.8
ip route save table main > r
ip route flush 10.8.0.0/16
ip route restore < r
ip route
ip link set B down
sleep 1
ip route
ip route save 10.8.0.0/16 > r
ip route flush 10.8.0.0/16
ip route restore < r
ip route
ip -6 route add fd77::/64 dev A
ip -6 route save fd77::/64 > r
ip -6 route flush fd77::/64
ip -6 route restore < r
ip -6 route show fd77::/64
ip link del A
ip link del C
