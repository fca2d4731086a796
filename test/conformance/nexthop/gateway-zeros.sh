# A gateway of zeros is none (found by fuzzing).
# oracle: root
ip link set lo up
ip nexthop add id 2 via 0.0.0.0 dev lo
ip nexthop add id 3 via :: dev lo
ip nexthop add id 4 via 0.0.0.0 dev lo onlink
ip nexthop add id 5 via :: dev lo onlink
ip nexthop show
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add e0 type veth peer name e1
ip link set e0 up
ip link set e1 up
ip nexthop add id 6 via 0.0.0.0 dev e0
ip nexthop add id 7 via 0.0.0.0 dev e0 onlink
ip nexthop show
ip route add 10.7.0.0/16 nhid 6
ip route
ip link delete e0
