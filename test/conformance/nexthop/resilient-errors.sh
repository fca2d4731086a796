# What is wrong with resilient groups and questions for their buckets
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 via 10.0.0.3 dev A
ip nexthop add id 10 group 1/2 type resilient
ip nexthop add id 10 group 1/2 type resilient buckets 0
ip nexthop add id 10 group 1/9 type resilient buckets 4
ip nexthop add id 10 group 1/1 type resilient buckets 0
ip nexthop add id 10 group 1/2 type resilient buckets 65536
ip nexthop add id 10 group 1/2 type resilient buckets
ip nexthop add id 10 group 1/2 type resilient buckets four
ip nexthop add id 10 group 1/2 type resilient buckets 4 idle_timer 42949672
ip nexthop add id 10 group 1/2 type resilient buckets 4 idle_timer -1
ip nexthop add id 10 group 1/2 type resilient buckets 4 unbalanced_timer x
ip nexthop add id 10 group 1/2 type resilient idle_timer
ip nexthop add id 10 group 1/2 type sticky buckets 4
ip nexthop add id 10 group 1/2 type
ip nexthop add id 10 group 1/2 buckets 4
ip nexthop add id 10 group 1/2 type mpath buckets 4
ip nexthop add id 10 type resilient buckets 4 group 1/2 dev A
ip nexthop add id 10 type resilient buckets 4
ip nexthop add id 9 via 10.0.0.9 dev A type resilient buckets 4
ip nexthop add id 8 via 10.0.0.9 type resilient dev A
ip nexthop add id 10 group 1/2 type resilient buckets 4 idle_timer 42949671
ip nexthop add id 10 group 1 type resilient buckets 4
ip nexthop replace id 10 group 1 type resilient buckets 8
ip nexthop replace id 10 group 1/2
ip nexthop replace id 10 group 1/2 type mpath
ip nexthop replace id 10 via 10.0.0.2 dev A
ip nexthop replace id 1 group 2 type resilient buckets 4
ip nexthop replace id 20 group 1/2 type resilient idle_timer 5
ip nexthop add id 20 group 1/10 type resilient buckets 4
ip nexthop add id 20 group 10
ip nexthop add id 20 group 1/2
ip nexthop replace id 20 group 1/2 type resilient buckets 4
ip nexthop bucket get id 10 index 4
ip nexthop bucket get id 10 index 65536
ip nexthop bucket get id 1 index 0
ip nexthop bucket get id 20 index 0
ip nexthop bucket get id 30 index 0
ip nexthop bucket list id 30
ip nexthop bucket list id 1
ip nexthop bucket list id 20
ip -j nexthop bucket list id 20
ip nexthop bucket list dev C
ip nexthop bucket list vrf A
ip nexthop bucket list nhid x
ip nexthop bucket list index 3
ip nexthop bucket list groups
ip nexthop bucket clear
ip nexthop
