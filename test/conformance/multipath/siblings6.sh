# Next hops of IPv6 are routes of their own: joined one by one or several at once, taken away so, told so, and gone so with their links
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link add w0 address 02:00:00:00:00:03 type veth peer name w1 address 02:00:00:00:00:04
for d in v0 w0 v1 w1; do sysctl -qw net.ipv6.conf.$d.accept_dad=0 net.ipv6.conf.$d.router_solicitations=0 net.ipv6.conf.$d.addr_gen_mode=1; ip link set $d up; done
sleep 3
ip addr add 2001:db8:1::1/64 dev v0 nodad
ip addr add 2001:db8:2::1/64 dev w0 nodad
sleep 0.5
ip monitor route > told &
sleep 0.5
ip -6 route add 2001:db8:9::/64 nexthop via 2001:db8:1::2 nexthop via 2001:db8:2::2 weight 3
ip -6 route append 2001:db8:9::/64 via 2001:db8:1::3
ip -6 route append 2001:db8:9::/64 via 2001:db8:1::3
ip -6 route append 2001:db8:9::/64 via 2001:db8:1::4 mtu 1400
ip -6 route append 2001:db8:9::/64 nexthop via 2001:db8:1::5 nexthop via 2001:db8:2::5
ip -6 route append 2001:db8:9::/64 nexthop via 2001:db8:1::5 nexthop via 2001:db8:2::6
ip -6 route show 2001:db8:9::/64
ip -6 route del 2001:db8:9::/64 via 2001:db8:1::3
ip -6 route del 2001:db8:9::/64 nexthop via 2001:db8:1::2 nexthop via 2001:db8:2::2
ip -6 route del 2001:db8:9::/64 nexthop via 2001:db8:1::77 nexthop via 2001:db8:2::77
ip -6 route del 2001:db8:9::/64 via 2001:db8:1::99
ip -6 route show 2001:db8:9::/64
ip -6 route replace 2001:db8:9::/64 via 2001:db8:2::7
ip -6 route show 2001:db8:9::/64
ip -6 route change 2001:db8:9::/64 nexthop via 2001:db8:1::2 nexthop via 2001:db8:2::2
ip -6 route prepend 2001:db8:9::/64 via 2001:db8:1::8
ip -6 route show 2001:db8:9::/64
ip -6 route add 2001:db8:a::/64 nexthop via fe80::1 dev v0 nexthop via fe80::1 dev w0
ip -6 route del 2001:db8:a::/64 via fe80::1 dev w0
ip -6 route show 2001:db8:a::/64
ip -6 route add 2001:db8:b::/64 nexthop via fe80::1 dev v0 nexthop via fe80::1 dev w0
ip -6 route del 2001:db8:b::/64
ip -6 route add 2001:db8:c::/64 nexthop via 2001:db8:1::2 nexthop via 2001:db8:1::2
ip -6 route add 2001:db8:c::/64 nexthop via 2001:db8:1::2 nexthop via 2001:db8:77::2
ip -6 route add 2001:db8:d::/64 nexthop via fe80::1 dev v0 nexthop via fe80::1 dev w0
ip link set w0 down
sleep 0.5
ip -6 route show 2001:db8:9::/64
ip link set v0 down
sleep 0.5
ip -6 route show 2001:db8:9::/64
ip link set v0 up
ip link set w0 up
sleep 2
ip -6 route add 2001:db8:e::/64 nexthop via fe80::1 dev v0 nexthop via fe80::1 dev w0
ip -6 route flush 2001:db8:e::/64
ip -6 route add 2001:db8:e::/64 nexthop via fe80::1 dev v0 nexthop via fe80::1 dev w0
ip link del w0
sleep 0.5
ip -6 route show 2001:db8:e::/64
kill %1
wait
grep -v 'ff00::/8' told
rm told
ip link del v0
