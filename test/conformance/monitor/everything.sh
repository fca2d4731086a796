# Monitor: everything that ordinary commands make the kernel tell of
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip monitor all > events & monitor=$!
sleep 0.2
ip link add A type veth peer name B
ip link set A up
ip link set B up
sleep 1.2
ip addr add 10.0.0.1/24 dev A
ip addr add 2001:db8::1/64 dev A nodad
ip addr add 10.0.0.2/24 dev A
ip addr change 10.0.0.2/24 dev A preferred_lft 100 valid_lft 200
ip addr del 10.0.0.2/24 dev A
ip route add 10.1.0.0/16 via 10.0.0.9
ip route change 10.1.0.0/16 via 10.0.0.7
ip route append 10.1.0.0/16 via 10.0.0.6 metric 5
ip route flush 10.1.0.0/16
ip route add blackhole 10.9.0.0/16
ip route add default nexthop via 10.0.0.4 nexthop via 10.0.0.5
ip route del default
ip rule add from 10.0.0.1 lookup 100 pref 50
ip -6 rule add to 2001:db8::/32 lookup 100 pref 50
ip rule del pref 50
ip neigh add 10.0.0.77 lladdr 02:00:00:00:00:77 dev A
ip neigh del 10.0.0.77 dev A
ip neigh add proxy 10.0.0.78 dev A
ping -q -c 1 -W 0.2 -I A 224.0.0.1 > /dev/null
ping -q -c 1 -W 0.2 -b 10.0.0.255 > /dev/null
ip link set A down
sleep 0.2
kill $monitor
cat events
