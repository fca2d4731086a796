# oracle: root
# onlink for IPv6: gateways that are known to be elsewhere, that are of this host, and the word for several next hops
ip link add e0 type veth peer name e1
ip link add f0 type veth peer name f1
for link in e0 e1 f0 f1; do ip link set $link up; done
ip addr add 2001:db8:1::1/64 dev e0 nodad
ip addr add 2001:db8:3::1/64 dev f0 nodad
sleep 2
ip -6 route add 2001:db8:101::1/128 via 2001:db8:1::64 dev e0 onlink
ip -6 route add 2001:db8:101::2/128 via 2001:db8:11::64 dev e0 onlink
ip -6 route add 2001:db8:101::3/128 via ::ffff:10.1.1.254 dev e0 onlink
ip -6 route add 2001:db8:101::4/128 onlink nexthop via 2001:db8:11::64 dev e0 nexthop via 2001:db8:12::64 dev f0
ip -6 route add 2001:db8:101::5/128 nexthop via 2001:db8:11::64 dev e0 onlink nexthop via 2001:db8:12::64 dev f0 onlink
ip -6 route add 2001:db8:101::6/128 nexthop via 2001:db8:11::64 dev e0 onlink nexthop via 2001:db8:12::64 dev f0
ip -6 route show | grep -v fe80
# what is wrong
ip -6 route add 2001:db8:101::11/128 via 2001:db8:3::64 dev e0 onlink
ip -6 route add 2001:db8:101::11/128 via 2001:db8:1::1 dev e0 onlink
ip -6 route add 2001:db8:101::11/128 via 2001:db8:3::1 dev e0 onlink
own=$(ip -6 -br addr show dev e0 scope link | awk '{ print $3 }')
ip -6 route add 2001:db8:101::12/128 via ${own%/*} dev e0 onlink
ip -6 route add 2001:db8:101::12/128 via ${own%/*} dev f0 onlink
ip -6 route add 2001:db8:101::13/128 via ff02::1 dev e0 onlink
ip -6 route add 2001:db8:101::14/128 via 2001:db8:1::64 onlink
ip -6 route add 2001:db8:101::15/128 via 2001:db8:1::1
# a default route does not say where anything is
ip -6 route add default via 2001:db8:3::64
ip -6 route add 2001:db8:101::16/128 via 2001:db8:99::64 dev e0 onlink
ip -6 route del default
ip -6 route add unreachable 2001:db8:98::/64
ip -6 route add 2001:db8:101::17/128 via 2001:db8:98::64 dev e0 onlink
# an address counts as one of this host before it is known to be the only one
ip addr add 2001:db8:5::5/64 dev e0
ip -6 route add 2001:db8:101::18/128 via 2001:db8:5::5
ip -6 route add 2001:db8:101::18/128 via 2001:db8:5::5 dev e0
sleep 2
# IPv4 does not take the word for several from the route
ip addr add 10.1.0.1/24 dev e0
ip route add 10.9.0.0/24 onlink nexthop via 10.5.0.1 dev e0 nexthop via 10.6.0.1 dev f0
ip route add 10.9.0.0/24 nexthop via 10.5.0.1 dev e0 onlink nexthop via 10.6.0.1 dev f0 onlink
ip route show 10.9.0.0/24
