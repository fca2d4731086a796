# What is wrong with a route over a nexthop object
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
sleep 0.1
ip nexthop add id 1 via 10.0.0.2 dev A onlink
ip nexthop add id 2 via 10.0.0.3 fdb
ip nexthop add id 3 group 1
ip route add 10.1.0.0/16 nhid 9
ip route add 10.1.0.0/16 nhid nine
ip route add 10.1.0.0/16 nhid
ip route add 10.1.0.0/16 nhid 0
ip route add 10.1.0.0/16 nhid 1 via 10.0.0.2
ip route add 10.1.0.0/16 nhid 1 dev A
ip route add 10.1.0.0/16 nhid 2
ip route add 10.1.0.0/16 nhid 1 scope link
ip route add local 10.1.0.0/16 nhid 1
ip route add local 10.1.0.0/16 nhid 3
ip -6 route add fd01::/64 nhid 1
ip -6 route add fd01::/64 nhid 3
ip route add 10.1.0.1/16 nhid 1
ip route add 10.1.0.0/16 nhid 1
ip route add 10.1.0.0/16 nhid 3
ip route del 10.1.0.0/16 nhid 3
ip route del 10.1.0.0/16 nhid 9
ip route del 10.2.0.0/16 nhid 1
ip route show nhid 1
ip route
