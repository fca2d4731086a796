# Routes keep the source that they prefer as long as their device may use it: of a link on that link alone, others anywhere
# oracle: root
for i in 1 2 3; do ip link add A$i type veth peer name B$i; ip link set A$i addrgenmode none; ip link set B$i up; ip link set A$i up; done
for i in 1 2 3; do ip addr add fe80::1/128 dev A$i nodad; done
for i in 1 2; do ip addr add 2001:db8:1::1/64 dev A$i nodad; done
ip addr add 2001:db8:1::2/64 dev A1 nodad
ip addr add 2001:db8:1::3/64 dev A1 nodad
ip addr add 2001:db8:2::1/64 dev A3 nodad
ip -6 route add 2001:db8:11::/64 dev A3 src 2001:db8:1::1
ip -6 route add 2001:db8:12::/64 dev A3 src 2001:db8:1::2
ip -6 route add 2001:db8:13::/64 via 2001:db8:2::9 src 2001:db8:1::3
ip -6 route add 2001:db8:14::/64 dev A2 src fe80::1
ip -6 route add 2001:db8:15::/64 dev A3 src fe80::1
ip -6 route add unreachable 2001:db8:16::/64 src 2001:db8:1::1
ip -6 route add 2001:db8:17::/64 src 2001:db8:1::1 nexthop via 2001:db8:2::9 nexthop via 2001:db8:1::9 dev A1
s() { ip -6 route show table all | grep 2001:db8:1[1-9]; }
s
ip addr del 2001:db8:1::1/64 dev A1; s
ip addr del 2001:db8:1::1/64 dev A2; s
ip addr del 2001:db8:1::2/64 dev A1; s
ip addr add 2001:db8:1::3/64 dev A2
ip addr del 2001:db8:1::3/64 dev A1; s
ip addr del fe80::1/128 dev A1; s
ip addr del fe80::1/128 dev A2; s
ip addr flush dev A3; s
for i in 1 2 3; do ip link del A$i; done
