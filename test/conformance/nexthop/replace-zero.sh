# What a request says is looked at before the devices and groups that it names (found by fuzzing).
# oracle: root
ip nexthop add id 1 dev lo onlink
ip nexthop replace id 0 dev lo onlink
ip nexthop replace id 0 dev lo
ip nexthop replace id 0 blackhole
ip nexthop replace id 0 group 1/1
ip nexthop replace id 0 group 1/2
ip nexthop add id 1 group 5/5
ip nexthop replace id 0 group 1/2 fdb
ip nexthop replace id 0 via 1.1.1.1 dev if77
ip nexthop replace id 0 via 10.0.0.1
ip nexthop add id 5 dev if77 onlink
