# In which order groups shrink and routes go: what was changed last comes first
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link set a0 up
ip link set a1 up
ip addr add fd01::1/64 dev a0
ip addr add 10.0.0.1/24 dev a0
sleep 1.5
ip nexthop add id 5 via fd01::5 dev a0
ip nexthop add id 3 via fd01::3 dev a0
ip nexthop add id 4 via fd01::4 dev a0
ip nexthop add id 1 via fd01::9 dev a0
ip nexthop replace id 5 via fd01::6 dev a0
ip -6 route add fd05::/64 nhid 5
ip -6 route add fd03::/64 nhid 3
ip -6 route add fd04::/64 nhid 4
ip nexthop add id 9 group 3/4/5
ip nexthop add id 8 group 3/4/1
ip nexthop add id 7 group 4/3/5
ip nexthop add id 6 group 4/3/1
ip nexthop replace id 8 group 3/4/5/1
ip nexthop del id 5
ip nexthop replace id 3 via fd01::33 dev a0
ip monitor route nexthop >> m 2>&1 & sleep 1
ip nexthop del id 3
sleep 0.3
cat m
ip nexthop add id 3 via fd01::3 dev a0
ip nexthop add id 5 via fd01::5 dev a0
ip nexthop replace id 3 via fd01::5 dev a0
ip -6 route add fd13::/64 nhid 3
ip -6 route add fd15::/64 nhid 5
ip -6 route add fd16::/64 nhid 8
ip -6 route add fd17::/64 nhid 9
sleep 0.1; > m
ip link set a0 down
sleep 0.3
grep nhid m
kill %1
ip nexthop
ip -6 route
ip link del a0
