# What is wrong with entries for groups of nexthops
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip link add br0 type bridge
ip link add vx type vxlan id 10 local 10.0.0.1 dstport 4789
ip link set vx address 02:00:00:00:00:10
ip nexthop add id 1 via 10.0.0.2 fdb
ip nexthop add id 3 via fd00::2 fdb
ip nexthop add id 4 via 10.0.0.4 dev A
ip nexthop add id 10 group 1 fdb
ip nexthop add id 13 group 3 fdb
ip nexthop add id 14 group 4
bridge fdb add 02:00:00:00:00:01 dev vx nhid 1
bridge fdb add 02:00:00:00:00:01 dev vx nhid 13
bridge fdb add 02:00:00:00:00:01 dev vx nhid 14
bridge fdb add 02:00:00:00:00:01 dev vx nhid 4
bridge fdb add 02:00:00:00:00:01 dev vx nhid 99
bridge fdb add 02:00:00:00:00:01 dev vx nhid x
bridge fdb add 02:00:00:00:00:01 dev vx nhid
bridge fdb add 02:00:00:00:00:01 dev vx nhid 0
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10 dst 10.0.0.2
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10 port 4790
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10 vni 5
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10 via A
bridge fdb replace 00:00:00:00:00:00 dev vx nhid 10
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10
bridge fdb append 02:00:00:00:00:01 dev vx nhid 10
bridge fdb replace 02:00:00:00:00:01 dev vx nhid 13
bridge fdb replace 02:00:00:00:00:01 dev vx nhid 98
bridge fdb show dev vx
bridge fdb add 02:00:00:00:00:02 dev vx dst 10.0.0.9
bridge fdb replace 02:00:00:00:00:02 dev vx nhid 10
bridge fdb append 02:00:00:00:00:02 dev vx nhid 10
bridge fdb add 02:00:00:00:00:05 dev br0 nhid 10
bridge fdb add 02:00:00:00:00:06 dev A nhid 10
bridge fdb del 02:00:00:00:00:01 dev vx nhid 10 via A
bridge fdb del 02:00:00:00:00:07 dev vx nhid 10
bridge fdb del 02:00:00:00:00:01 dev vx dst 10.0.0.2
bridge fdb get 02:00:00:00:00:07 dev vx self
ip nexthop replace id 1 via 10.0.0.2 dev A
bridge fdb show dev vx
ip nexthop del id 1
bridge fdb show dev vx
