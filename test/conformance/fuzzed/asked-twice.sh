# oracle: root
# brctl's settings of ports go to the port's own file, and where that refuses them to the bridge; what is said beside next hops is looked at first
ip link add name br0 type bridge
ip link add v0 type veth peer name v1
ip link set v0 master br0
brctl setportprio nosuch v0 10
brctl setportprio nosuch v0 300
brctl setportprio v1 v0 300
brctl setportprio br0 v0 300
brctl setpathcost nosuch v0 99999999
brctl setpathcost br0 v0 99999999
ip route add 172.16.0.0/12 via 172.17.42.5 nexthop via 172.17.42.3 weight 2
ip route add 172.16.0.0/12 dev v0 nexthop via 172.17.42.3 dev v1
ip route add 172.16.0.0/12 via 172.17.42.3 nexthop via 172.17.42.3
