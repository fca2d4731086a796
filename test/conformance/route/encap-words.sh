# What encap misses, of routes and of next hops
# oracle: root
ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip link set v0 up
ip route add 10.6.0.0/16 encap bogus
ip route add 10.6.0.0/16 encap
ip route add 10.6.0.0/16 dev v0 encap mpls
ip route add 10.6.0.0/16 nexthop dev v0 encap bogus
ip route add 10.6.0.0/16 nexthop dev v0 encap
ip nexthop add id 5 encap bogus dev v0
ip nexthop add id 5 encap
ip nexthop add id 5 encap ip
