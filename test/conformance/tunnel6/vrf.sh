# GRE over IPv6 whose lower network is a VRF: by a link of the domain, by the device of the VRF, and a tunnel that is itself in one
# oracle: vm
for ns in h1 sw h2; do ip netns add $ns; ip netns exec $ns sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; done
ip netns exec sw sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv4.ip_forward=1
ip link add e0 netns h1 type veth peer name ol1 netns sw
ip link add e0 netns h2 type veth peer name ol2 netns sw
ip -n sw link add ul1 type veth peer name ul2
for v in 1 2 3 4; do ip -n sw link add v$v type vrf table 10$v; ip -n sw link set v$v up; done
ip -n sw link set ol1 master v1
ip -n sw link set ul1 master v2
ip -n sw link set ul2 master v3
ip -n sw link set ol2 master v4
ip -n sw link add dummy1 type dummy
ip -n sw link set dummy1 master v2
ip -n h1 addr add 198.51.100.1/24 dev e0
ip -n h1 addr add 2001:db8:1::1/64 dev e0
ip -n h2 addr add 203.0.113.1/24 dev e0
ip -n h2 addr add 2001:db8:2::1/64 dev e0
for dev in ol1 ol2 ul1 ul2 dummy1; do ip -n sw link set $dev up; done
ip -n h1 link set e0 up
ip -n h2 link set e0 up
ip -n sw addr add 198.51.100.2/24 dev ol1
ip -n sw addr add 2001:db8:1::2/64 dev ol1
ip -n sw addr add 203.0.113.2/24 dev ol2
ip -n sw addr add 2001:db8:2::2/64 dev ol2
ip -n sw addr add 2001:db8:10::1/64 dev ul1
ip -n sw addr add 2001:db8:10::2/64 dev ul2
ip -n sw addr add 2001:db8:3::1/64 dev dummy1
ip -n h1 route add default via 198.51.100.2
ip -n h1 route add default via 2001:db8:1::2
ip -n h2 route add default via 203.0.113.2
ip -n h2 route add default via 2001:db8:2::2
ip -n sw link add g1 type ip6gre local 2001:db8:3::1 remote 2001:db8:3::2 tos inherit ttl inherit dev dummy1
ip -n sw link add g2 type ip6gre local 2001:db8:3::2 remote 2001:db8:3::1 tos inherit ttl inherit dev v3
ip -n sw link set g1 master v1
ip -n sw link set g2 master v4
ip -n sw link set g1 up
ip -n sw link set g2 up
ip -n sw addr add 2001:db8:3::2/128 dev v3
ip -n sw -6 route add vrf v2 2001:db8:3::2/128 via 2001:db8:10::2
ip -n sw -6 route add vrf v3 2001:db8:3::1/128 via 2001:db8:10::1
ip -n sw route add vrf v1 203.0.113.0/24 dev g1
ip -n sw -6 route add vrf v1 2001:db8:2::/64 dev g1
ip -n sw route add vrf v4 198.51.100.0/24 dev g2
ip -n sw -6 route add vrf v4 2001:db8:1::/64 dev g2
ip -n sw -d link show g1
ip -n sw -6 route show table all dev g1
ip -n sw -6 tunnel
sleep 1
ip netns exec h1 ping -c 1 -W 1 203.0.113.1
ip netns exec h1 ping -c 1 -W 1 2001:db8:2::1
ip netns exec h1 ping -c 1 -W 1 -t 1 203.0.113.1
ip netns exec h1 ping -c 1 -W 1 -t 2 203.0.113.1
ip netns exec h1 ping -c 1 -W 1 -M do -s 1440 203.0.113.1
ip -n sw -s link show g1 | tail -n 4
ip -n sw -s link show g2 | tail -n 4
ip -n sw link set g1 type ip6gre dev v2
ip netns exec h1 ping -c 1 -W 1 -q 203.0.113.1
ip -n sw link set g1 type ip6gre dev v1
ip netns exec h1 ping -c 1 -W 1 -q 203.0.113.1
ip -n sw -s link show g1 | tail -n 2
for ns in h1 sw h2; do ip netns del $ns; done
