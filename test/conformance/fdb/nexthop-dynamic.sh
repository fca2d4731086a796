# Entries for groups of nexthops do not age: dynamic ones are refused
# oracle: vm
ip link add vx type vxlan id 10 local 10.0.0.1 dstport 4789
ip link set vx address 02:00:00:00:00:10
ip nexthop add id 1 via 10.0.0.2 fdb
ip nexthop add id 10 group 1 fdb
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10 dynamic
bridge fdb append 02:00:00:00:00:01 dev vx nhid 10 dynamic
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10 static
bridge fdb replace 02:00:00:00:00:01 dev vx nhid 10 dynamic
bridge fdb replace 02:00:00:00:00:01 dev vx dst 10.0.0.2 dynamic
bridge fdb show dev vx
bridge fdb replace 02:00:00:00:00:01 dev vx dst 10.0.0.2 static
bridge fdb show dev vx
