# What is said of nexthop objects and of routes over them as they change
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link add b0 type veth peer name b1
ip link set a0 up
ip link set a1 up
ip link set b0 up
ip link set b1 up
ip addr add 10.1.0.1/24 dev a0
ip addr add 10.2.0.1/24 dev b0
ip addr add fd01::1/64 dev a0
ip addr add fd02::1/64 dev b0
sleep 1; ip monitor route nexthop >> mon.txt 2>&1 & sleep 1.5
ip nexthop add id 1 via 10.1.0.2 dev a0
ip nexthop add id 2 via 10.2.0.2 dev b0
ip nexthop add id 3 group 1/2
ip nexthop add id 4 via fd01::2 dev a0
ip nexthop add id 5 via fd02::2 dev b0
ip nexthop add id 6 group 4/5
ip route add 10.9.0.0/24 nhid 1
ip route add 10.9.1.0/24 nhid 3
ip -6 route add fd09:1::/64 nhid 4
ip -6 route add fd09:2::/64 nhid 6
sleep 0.2; cat mon.txt; > mon.txt
ip nexthop replace id 1 via 10.1.0.3 dev a0
sleep 0.2; cat mon.txt; > mon.txt
ip nexthop replace id 4 via fd01::3 dev a0
sleep 0.2; cat mon.txt; > mon.txt
ip nexthop replace id 3 group 1,3/2,4
sleep 0.2; cat mon.txt; > mon.txt
ip nexthop replace id 6 group 5
sleep 0.2; cat mon.txt; > mon.txt
ip nexthop replace id 1 blackhole
ip nexthop replace id 4 dev a0
ip -6 nexthop replace id 4 dev a0
ip nexthop replace id 1 via fd01::9 dev a0
ip nexthop replace id 4 via 10.1.0.9 dev a0
sleep 0.2; cat mon.txt; > mon.txt
ip route
ip -6 route
ip nexthop
ip nexthop replace id 3 via 10.1.0.2 dev a0
ip nexthop replace id 1 group 2
ip nexthop replace id 3 group 2 type resilient buckets 4
ip nexthop replace id 77 group 2
ip nexthop replace id 78 dev a0
ip nexthop replace id 79 group 2 type resilient
ip nexthop replace group 2
sleep 0.2; cat mon.txt; > mon.txt
ip nexthop del id 2
sleep 0.2; cat mon.txt; > mon.txt
ip nexthop
ip route
ip nexthop del id 6
sleep 0.2; cat mon.txt; > mon.txt
kill %1
ip link del a0
ip link del b0
