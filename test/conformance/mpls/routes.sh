# Routes of labels, and labels that routes of IP put on: made, shown, changed, taken away, and mistakes with them
# oracle: vm
ip netns add r2
ip netns exec r2 sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip -n r2 link set lo up
ip -n r2 link add Q1 address 02:00:00:00:00:21 type veth peer name R1 address 02:00:00:00:00:12
ip -n r2 link add Q2 address 02:00:00:00:00:22 type veth peer name R2 address 02:00:00:00:00:31
for i in Q1 Q2 R1 R2; do ip -n r2 link set $i up; done
ip -n r2 addr add 10.1.0.2/24 dev Q1
ip -n r2 addr add 10.2.0.1/24 dev Q2
ip -n r2 addr add fd02::1/64 dev Q2
modprobe mpls_router
modprobe mpls_iptunnel
sysctl -a 2>/dev/null | grep mpls
ip -n r2 -f mpls route
ip -n r2 -f mpls route add 100 as 200 via inet 10.2.0.2
ip netns exec r2 sysctl -w net.mpls.platform_labels=1000
ip netns exec r2 sysctl net.mpls
ls /proc/sys/net/mpls
ip -n r2 -f mpls route add 100 as 200 via inet 10.2.0.2
ip -n r2 -f mpls route add 300 via inet 10.2.0.2
ip -n r2 -f mpls route add 200 dev lo
ip -n r2 -f mpls route add 100 as 200 via inet 10.2.0.2
ip -n r2 -f mpls route add 2000 as 200 via inet 10.2.0.2
ip -n r2 -f mpls route add 5 as 200 via inet 10.2.0.2
ip -n r2 -f mpls route add 16 as 200/300/400 dev Q2
ip -n r2 -f mpls route add 17 as 3 via inet 10.2.0.2
ip -n r2 -f mpls route add x via inet 10.2.0.2
ip -n r2 -f mpls route add 17 via 10.2.0.2
ip -n r2 -f mpls route add 17 via inet x
ip -n r2 -f mpls route add 17 via inet fd02::2
ip -n r2 -f mpls route add 17 via
ip -n r2 -f mpls route add 17 as
ip -n r2 -f mpls route add 17 as x dev Q2
ip -n r2 -f mpls route add 17 via inet 10.77.0.2
ip -n r2 -f mpls route add 17 via inet 10.77.0.2 dev Q2
ip -n r2 -f mpls route add 18 via inet6 fd02::2
ip -n r2 -f mpls route add 19 via link 02:00:00:00:00:09 dev Q2
ip -n r2 -f mpls route add 20
ip -n r2 -f mpls route add
ip -n r2 -f mpls route add 21 dev nosuch0
ip -n r2 -f mpls route add 1048576 dev Q2
ip -n r2 -f mpls route add 22 as 1048576 dev Q2
ip -n r2 -f mpls route add default dev Q2
ip -n r2 -f mpls route add 23/24 dev Q2
ip -n r2 -f mpls route add 25 ttl-propagate enabled dev Q2
ip -n r2 -f mpls route add 26 ttl-propagate disabled dev Q2
ip -n r2 -f mpls route add 26 ttl-propagate x dev Q2
ip -n r2 -f mpls route add 27 nexthop as 300 via inet 10.2.0.2 nexthop as 301 via inet 10.1.0.1
ip -n r2 -f mpls route add 28 nexthop as 300 via inet 10.2.0.2 nexthop dev nosuch0
ip -n r2 -f mpls route add 28 proto static via inet 10.2.0.2
ip -n r2 -f mpls route
ip -n r2 -M route show
ip -n r2 -j -f mpls route
ip -n r2 -d -f mpls route
ip -n r2 -f mpls route replace 28 as 29 via inet 10.2.0.2
ip -n r2 -f mpls route change 28 as 30 via inet 10.2.0.2
ip -n r2 -f mpls route change 31 as 30 via inet 10.2.0.2
ip -n r2 -f mpls route append 28 as 30 via inet 10.2.0.2
ip -n r2 -f mpls route del 28
ip -n r2 -f mpls route del 28
ip -n r2 -f mpls route del 5
ip -n r2 -f mpls route get 100
ip -n r2 -f mpls route get 999
ip -n r2 -f mpls route show 100
ip -n r2 -f mpls route show dev Q2
ip -n r2 -f mpls route show dev nosuch0
ip -n r2 -f mpls route show root 100
ip -n r2 -f mpls route show x
ip -n r2 -f mpls route flush
ip -n r2 -f mpls route foo
ip -f nosuch route
ip -n r2 route show table all | grep -E '^([0-9]+ (as|via|dev)|27)'
ip netns exec r2 sysctl -w net.mpls.platform_labels=150
ip -n r2 -f mpls route
ip netns exec r2 sysctl -w net.mpls.platform_labels=2000000
ip netns exec r2 sysctl -w net.mpls.platform_labels=x
ip netns exec r2 sysctl -w net.mpls.platform_labels=-1
ip netns exec r2 sysctl -w net.mpls.default_ttl=0
ip netns exec r2 sysctl -w net.mpls.default_ttl=256
ip netns exec r2 sysctl -w net.mpls.ip_ttl_propagate=2
ip netns exec r2 sysctl -w net.mpls.conf.Q1.input=2
ip netns exec r2 sysctl -w net.mpls.conf.nosuch0.input=1
ip netns exec r2 sysctl -w net.mpls.conf.Q1.output=1
# Labels put on
ip -n r2 route add 10.10.0.0/24 encap
ip -n r2 route add 10.10.0.0/24 encap nosuch 100 via 10.1.0.1
ip -n r2 route add 10.10.0.0/24 encap mpls
ip -n r2 route add 10.10.0.0/24 encap mpls x via 10.1.0.1
ip -n r2 route add 10.10.0.0/24 encap mpls 100
ip -n r2 route add 10.10.0.0/24 encap mpls 100 via 10.77.0.1
ip -n r2 route add 10.10.0.0/24 encap mpls 100 dev Q1
ip -n r2 route add 10.10.1.0/24 encap mpls 3 via 10.1.0.1
ip -n r2 route add 10.10.2.0/24 encap mpls 100 ttl 256 via 10.1.0.1
ip -n r2 route add 10.10.2.0/24 encap mpls 100 ttl via 10.1.0.1
ip -n r2 route add 10.10.3.0/24 encap mpls 100 ttl 0 via 10.1.0.1
ip -n r2 route add 10.10.4.0/24 encap mpls 1048576 via 10.1.0.1
ip -n r2 route add 10.10.5.0/24 nexthop encap mpls 100 via 10.1.0.1 nexthop encap mpls 200 via 10.2.0.2
ip -n r2 route add 10.10.6.0/24 via 10.1.0.1 encap mpls 100
ip -n r2 route add 10.10.7.0/24 encap mpls 100/200 ttl 9 via 10.1.0.1 mtu 1400 metric 7
ip -n r2 route add 10.10.7.0/24 encap mpls 100/201 ttl 9 via 10.1.0.1 metric 7
ip -n r2 route append 10.10.7.0/24 encap mpls 100/201 ttl 9 via 10.1.0.1 metric 7
ip -n r2 -6 route add fd09::/64 encap mpls 100 via fd02::2
ip -n r2 -6 route add fd0a::/64 encap mpls 100 dev Q2
ip -n r2 route
ip -n r2 -6 route show fd09::/64
ip -n r2 -6 route show fd0a::/64
ip -n r2 -j route show 10.10.7.0/24
ip -n r2 -j route show 10.10.5.0/24
ip -n r2 route get 10.10.3.7
ip -n r2 -6 route get fd09::7
ip -n r2 route del 10.10.7.0/24 encap mpls 100/201 ttl 9 via 10.1.0.1
ip -n r2 route del 10.10.7.0/24
ip -n r2 route del 10.10.7.0/24
# Links that go
ip -n r2 link set Q2 down
ip -n r2 -f mpls route
ip -n r2 -j -f mpls route
ip -n r2 link set Q2 up
ip -n r2 link set R2 down
ip -n r2 -f mpls route
ip -n r2 link del Q2
ip -n r2 -f mpls route
ip -n r2 link del Q1
ip -n r2 -f mpls route
