# Entries of a VXLAN interface that lead to a group of nexthops
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip link add vx type vxlan id 10 local 10.0.0.1 dstport 4789
ip link set vx address 02:00:00:00:00:10 addrgenmode none
ip link set vx up
ip nexthop add id 1 via 10.0.0.2 fdb
ip nexthop add id 2 via 10.0.0.3 fdb
ip nexthop add id 3 via fd00::2 fdb
ip nexthop add id 10 group 1/2 fdb
ip nexthop add id 11 group 1 fdb
ip nexthop add id 12 group 1/2 fdb type resilient buckets 4
ip nexthop add id 13 group 3 fdb
ip nexthop show groups
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10 self
bridge fdb add 02:00:00:00:00:02 dev vx nhid 11 self static
bridge fdb append 02:00:00:00:00:03 dev vx nhid 12
bridge fdb replace 02:00:00:00:00:04 dev vx nhid 10 router extern_learn
bridge fdb show dev vx
bridge -j fdb show dev vx
bridge fdb | grep vx
bridge fdb get 02:00:00:00:00:01 dev vx self
bridge fdb replace 02:00:00:00:00:01 dev vx nhid 12 self
bridge fdb replace 02:00:00:00:00:02 dev vx nhid 11 self
bridge fdb show dev vx
ip neigh add 10.1.0.2 lladdr 02:00:00:00:00:01 dev vx nud permanent
ip addr add 10.1.0.1/24 dev vx
ip neigh add 10.0.0.2 lladdr 02:00:00:00:01:02 dev A nud permanent
ip neigh add 10.0.0.3 lladdr 02:00:00:00:01:03 dev A nud permanent
ping -c 2 -W 1 -i 0.2 -q 10.1.0.2 | head -2
ip nexthop bucket list id 12 | sed 's/idle_time [0-9.]*/idle_time T/'
ip nexthop del id 11
bridge fdb show dev vx
ip nexthop del id 1
bridge fdb show dev vx
ip nexthop show groups
bridge fdb del 02:00:00:00:00:04 dev vx nhid 10
bridge fdb del 02:00:00:00:00:03 dev vx
ip nexthop del id 2
bridge fdb show dev vx
ip nexthop
