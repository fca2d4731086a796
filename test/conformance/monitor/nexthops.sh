# Monitor: nexthop objects and the routes that follow them
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip monitor nexthop route label > events & monitor=$!
sleep 0.2
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 via 10.0.0.3 dev A proto static
ip nexthop add id 3 group 1/2
ip route add 10.1.0.0/16 nhid 3
ip route add 10.2.0.0/16 nhid 1
ip nexthop replace id 1 via 10.0.0.4 dev A
ip nexthop replace id 3 group 1,5/2
ip nexthop del id 2
ip nexthop del id 1
sleep 0.2
kill $monitor
cat events
