# Resilient groups: their buckets follow the weights, members that come and go, and the timers
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 via 10.0.0.3 dev A
ip nexthop add id 3 via 10.0.0.4 dev A
ip nexthop add id 10 group 1/2 type resilient buckets 8 idle_timer 60 unbalanced_timer 300
ip nexthop show id 10
ip -j nexthop get id 10
ip -j -p nexthop show groups
ip -d nexthop show groups
ip nexthop bucket | sed 's/idle_time [0-9.]*/idle_time T/'
ip -j nexthop bucket get id 10 index 3 | sed 's/"idle_time":[0-9.]*/"idle_time":T/'
ip nexthop replace id 10 group 1,3/2,1 type resilient
ip nexthop show id 10
ip nexthop bucket list id 10 | sed 's/idle_time [0-9.]*/idle_time T/'
ip nexthop replace id 10 group 1/2/3 type resilient idle_timer 5
ip nexthop show id 10
ip nexthop bucket list nhid 3 | sed 's/idle_time [0-9.]*/idle_time T/'
ip nexthop del id 1
ip nexthop
ip nexthop bucket show id 10 | sed 's/idle_time [0-9.]*/idle_time T/'
ip nexthop bucket list dev A nhid 2 | sed 's/idle_time [0-9.]*/idle_time T/'
ip nexthop bucket list dev B
ip nexthop add id 11 group 2 type resilient buckets 2 unbalanced_timer 0 idle_timer 0
ip nexthop add id 12 group 3,255/2 type resilient buckets 5
ip nexthop show groups
ip nexthop bucket list id 12 | sed 's/idle_time [0-9.]*/idle_time T/'
ip -6 nexthop bucket
ip route add 10.9.0.0/16 nhid 12
ip route show 10.9.0.0/16
ip -d route show 10.9.0.0/16
ip nexthop del id 3
ip nexthop del id 2
ip nexthop
ip nexthop bucket
ip route
