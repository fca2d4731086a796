# A bucket of a resilient group moves once it is idle, or once the group has been out of balance for long enough
# oracle: root
ip link add A type veth peer name B
ip netns add far
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B netns far
ip -n far addr add 10.0.0.2/24 dev B
ip -n far addr add 10.0.0.3/24 dev B
ip -n far addr add 10.9.0.1/32 dev B
ip -n far link set B up
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 via 10.0.0.3 dev A
ip nexthop add id 10 group 1/2 type resilient buckets 1 idle_timer 3
ip route add 10.9.0.0/16 nhid 10
ip monitor nexthop > heard &
sleep 0.3
ip nexthop replace id 10 group 2/1 type resilient
ip nexthop bucket | cut -d' ' -f 1-4,7-
ping -c 2 -i 0.3 -W 2 -q 10.9.0.1 | grep -c " 0% packet loss"
ip nexthop replace id 10 group 1/2 type resilient
ip nexthop bucket | cut -d' ' -f 1-4,7-
ip route get 10.9.0.1 uid 0 | grep -o 'via [^ ]*'
sleep 5
ip nexthop bucket | cut -d' ' -f 1-4,7-
ip nexthop show id 10
ip route get 10.9.0.1 uid 0 | grep -o 'via [^ ]*'
ip nexthop replace id 10 group 2/1 type resilient idle_timer 100 unbalanced_timer 2
ip nexthop bucket | cut -d' ' -f 1-4,7-
sleep 4
ip nexthop bucket | cut -d' ' -f 1-4,7-
kill %1
wait 2> err
grep -c index heard
grep index heard
ip link del A
ip nexthop
