# A device that is down, without carrier, or gone takes its nexthop objects along
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add C type veth peer name D
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.1.1/24 dev C
for device in A B C D; do ip link set $device up; done
sleep 0.1
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 via 10.0.1.2 dev C
ip nexthop add id 3 group 1/2
ip nexthop add id 4 group 1
ip nexthop add id 5 blackhole
ip route add 10.1.0.0/16 nhid 1
ip route add 10.2.0.0/16 nhid 3
ip route add 10.3.0.0/16 nhid 4
ip monitor nexthop route label > events & monitor=$!
sleep 0.2
ip link set A down
ip nexthop
ip route
ip nexthop del id 3
ip nexthop add id 7 via 10.0.1.3 dev C
ip nexthop replace id 7 via 10.0.1.4 dev C
ip link set D down
sleep 0.2
ip nexthop
ip link set D up
sleep 0.1
ip nexthop add id 8 via 10.0.1.2 dev C
ip link del C
ip nexthop
sleep 0.2
kill $monitor
cat events
