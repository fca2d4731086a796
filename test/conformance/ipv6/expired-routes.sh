# A route whose time is over carries nothing, and stays until the collector comes; what is there already lasts as long as what was to come
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.v1.disable_ipv6=1 net.ipv6.conf.v0.accept_dad=0 net.ipv6.conf.v0.router_solicitations=0
ip link set lo up
ip link set v0 up
ip link set v1 up
sleep 3
ip addr add 2001:db8::1/64 dev v0 nodad
sysctl net.ipv6.route.gc_interval
ip monitor route > told &
sleep 0.5
ip -6 route add 2001:db8:7::/64 dev v0 expires 2
ip -6 route add 2001:db8:8::/64 via 2001:db8::9 expires 100
ip -6 route get 2001:db8:7::1 | grep -o '^.*metric 1024'
sleep 3.5
ip -6 route show 2001:db8:7::/64 | sed 's/expires -[0-9]*sec/expired/'
ip -6 route get 2001:db8:7::1
ip -6 route add 2001:db8:7::/64 dev v0
ip -6 route append 2001:db8:8::/64 via 2001:db8::9
ip -6 route show 2001:db8:8::/64
ip -6 route append 2001:db8:8::/64 via 2001:db8::9 expires 100
ip -6 route show 2001:db8:8::/64
sysctl -w net.ipv6.route.flush=1
ip -6 route show 2001:db8:7::/64
ip -6 route add 2001:db8:9::/64 dev v0 expires 1
ip -6 route add 2001:db8:a::/64 via 2001:db8:9::1
sleep 2.5
ip -6 route add 2001:db8:b::/64 via 2001:db8:9::1
ip -6 route show 2001:db8:9::/64 | sed 's/expires -[0-9]*sec/expired/'
sleep 40
ip -6 route show 2001:db8:9::/64
ip -6 route add 2001:db8:c::/64 dev v0 expires 300
ip -6 route del 2001:db8:c::/64
ip -6 route add 2001:db8:c::/64 dev v0 expires never
ip -6 route add 2001:db8:c::/64 dev v0 expires -1
sleep 0.5
kill %1
wait
sed 's/expires [0-9]*sec/expires N/' told
rm told
ip link del v0
