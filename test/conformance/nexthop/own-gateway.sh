# Next hops whose gateway is an address of one's own, and what scope they have
# oracle: root
ip link set lo up
ip link add v0 address 02:00:00:00:00:0a addrgenmode none type veth peer name v1 address 02:00:00:00:00:0b addrgenmode none
ip link set v0 up
ip link set v1 up
ip addr add 10.0.0.1/24 dev v0
ip addr add 10.0.1.1/24 dev v1
ip nexthop add id 1 via 10.0.0.2 dev v0
ip nexthop add id 2 via 10.0.0.1 dev v0
ip nexthop add id 3 via 10.0.1.1 dev v0
ip nexthop add id 4 via 10.0.1.1 dev v0 onlink
ip nexthop add id 5 via 127.0.0.1 dev lo
ip nexthop add id 6 via 10.0.0.1 dev lo
ip nexthop add id 7 via 10.0.0.1 dev v0 onlink
ip nexthop show
ip route add 10.5.0.0/16 nhid 2
ip route add 10.6.0.0/16 nhid 1
ip route show
