# Monitor: nothing is told of what is refused
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip monitor label > events & monitor=$!
sleep 0.2
ip link set A mtu 10
ip link set A name B
ip addr add 10.0.0.1/24 dev A
ip addr del 10.9.0.1/24 dev A
ip route add 10.1.0.0/16 via 10.7.0.1
ip route del 10.1.0.0/16
ip rule del pref 9
ip neigh del 10.0.0.9 dev A
ip nexthop del id 9
ip netns set nowhere 5
sleep 0.2
kill $monitor
cat events
