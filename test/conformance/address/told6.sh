# What listeners are told of IPv6 addresses: nothing of changes while one is tentative, an address before its routes, that it is no longer preferred
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.v1.disable_ipv6=1 net.ipv6.conf.v0.router_solicitations=0
ip link set v0 up
ip link set v1 up
sleep 4
ip monitor address route > told &
sleep 1
ip addr add 2001:db8:9::1/64 dev v0
ip addr change 2001:db8:9::1/64 dev v0 valid_lft 300 preferred_lft 200
sleep 3.5
ip addr del 2001:db8:9::1/64 dev v0
sysctl -qw net.ipv6.conf.v0.accept_dad=0
ip addr add 2001:db8::1/64 dev v0
sleep 0.5
ip addr change 2001:db8::1/64 dev v0 metric 77
ip addr change 2001:db8::1/64 dev v0 noprefixroute
ip addr change 2001:db8::1/64 dev v0
ip addr change 2001:db8::1 peer 2001:db8::2/64 dev v0
ip addr add 2001:db8:2::1 peer 2001:db8:2::2/64 dev v0
sleep 0.5
ip addr del 2001:db8:2::1/64 dev v0
ip addr change 2001:db8::1/64 dev v0 preferred_lft 0
ip addr change 2001:db8::1/64 dev v0
ip addr change 2001:db8::7/64 dev v0 preferred_lft 5 valid_lft 4
ip addr add 2001:db8:3::1/64 dev v0 valid_lft 4 preferred_lft 2
sleep 6
ip addr del 2001:db8::1/64 dev v0
sleep 0.5
kill %1
wait
sed 's/_lft [0-9]*sec/_lft N/; s/_lft [0-9]*sec/_lft N/; s/expires [0-9]*sec/expires N/' told
rm told
ip link del v0
