# Next hops and routes by a link whose MTU leaves no room for IPv4
# oracle: root
ip link set lo up
ip link add v0 address 02:00:00:00:00:0a addrgenmode none type veth peer name v1 address 02:00:00:00:00:0b addrgenmode none
ip link set v1 up
ip link set v0 mtu 67 up
ip nexthop add id 1 dev v0
ip route add 10.5.0.0/16 dev v0
ip route add 10.6.0.0/16 nexthop dev v0 nexthop dev v1
ip link set v0 mtu 68
ip nexthop add id 1 dev v0
ip route add 10.5.0.0/16 dev v0
ip link set lo mtu 16
ip nexthop add id 2 dev lo
ip nexthop replace id 1 dev lo
ip nexthop add id 3 dev v0 onlink
ip route add 10.7.0.0/16 dev lo
ip route add 10.8.0.0/16 dev lo scope host
ip nexthop show
ip route show
