# Monitor: addresses and the routes that follow them
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip monitor all > events & monitor=$!
sleep 0.2
ip addr add 10.0.0.1/24 brd + dev A
ip link set A up
ip link set B up
sleep 0.2
ip addr add 10.0.0.2/24 dev A label A:two
ip addr add fd00::1/64 dev A nodad
ip route add 10.1.0.0/16 via 10.0.0.9 metric 5
ip route append 10.1.0.0/16 via 10.0.0.8 metric 5
ip route change 10.1.0.0/16 via 10.0.0.7 metric 5
ip route replace 10.1.0.0/16 via 10.0.0.6 metric 5
ip route add blackhole 10.9.0.0/16
ip -6 route add fd01::/64 via fd00::9
ip -6 route del fd01::/64
ip addr change 10.0.0.2/24 dev A valid_lft 1000 preferred_lft 500
ip addr del 10.0.0.1/24 dev A
sleep 0.2
kill $monitor
cat events
