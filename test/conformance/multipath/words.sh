# Several next hops: words and mistakes, what they take from the route, saved and restored
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link add b0 type veth peer name b1
ip link set a0 up
ip link set a1 up
ip link set b0 up
ip link set b1 up
ip addr add 10.1.0.1/24 dev a0
ip addr add 10.2.0.1/24 dev b0
ip addr add fd01::1/64 dev a0
ip addr add fd02::1/64 dev b0
ip route add 10.9.0.0/24 nexthop
ip route add 10.9.0.0/24 nexthop via
ip route add 10.9.0.0/24 nexthop foo
ip route add 10.9.0.0/24 nexthop dev nope
ip route add 10.9.0.0/24 nexthop via 10.1.0.2 weight
ip route add 10.9.0.0/24 nexthop via 10.1.0.2 weight x
ip route add 10.9.0.0/24 nexthop via 10.1.0.2 weight 0
ip route add 10.9.0.0/24 nexthop via 10.1.0.2 weight 257
ip route add 10.9.0.0/24 nexthop via 10.1.0.2 weight 256 nexthop via 10.2.0.2 weight 255
ip route add 10.9.1.0/24 nexthop via 10.1.0.2 onlink
ip route add 10.9.2.0/24 nexthop via 10.1.0.2 dev a0 onlink nexthop via 10.77.0.2 dev b0 onlink
ip route add 10.9.3.0/24 via 10.1.0.2 nexthop via 10.1.0.3
ip route add 10.9.3.0/24 via 10.1.0.2 nexthop via 10.1.0.2
ip route add 10.9.4.0/24 dev a0 nexthop via 10.1.0.3
ip route add 10.9.5.0/24 dev a0 nexthop via 10.2.0.3
ip route add 10.9.6.0/24 nexthop via 10.1.0.3 metric 4
ip route add 10.9.7.0/24 nexthop via 10.1.0.3 metrics 4
ip route add 10.9.8.0/24 metric 5 nexthop via 10.1.0.3 nexthop via 10.2.0.3 mtu 1400
ip route add 10.9.9.0/24 mtu 1400 nexthop via 10.1.0.3 nexthop via 10.2.0.3
ip route add 10.9.10.0/24 nexthop via 10.1.0.3 nexthop via 10.1.0.3
ip route add 10.9.11.0/24 nexthop via 10.1.0.3 nexthop via 10.77.0.3
ip route add 10.9.12.0/24 nexthop via 10.1.0.3 nexthop dev b0
ip route add 10.9.13.0/24 scope link nexthop via 10.1.0.3 nexthop dev b0
ip route add 10.9.14.0/24 scope link nexthop dev a0 nexthop dev b0
ip route add 10.9.15.0/24 scope host nexthop dev a0 nexthop dev b0
ip route add local 10.9.16.0/24 nexthop dev a0 nexthop dev b0
ip route add blackhole 10.9.17.0/24 nexthop dev a0 nexthop dev b0
ip route add blackhole 10.9.17.0/24 dev a0
ip route add unreachable 10.9.18.0/24 via 10.1.0.2
ip route add multicast 224.5.0.0/24 nexthop dev a0 nexthop dev b0
ip route add 10.9.20.0/24 via 10.1.0.2 pervasive
ip route add 10.9.20.0/24 via 10.1.0.2 pref high
ip route add 10.9.21.0/24 via 10.1.0.2 expires 10
ip route add 10.9.22.0/24 via 10.1.0.2 ttl-propagate enabled
ip route add 10.9.22.0/24 via 10.1.0.2 ttl-propagate foo
ip route add 10.9.23.0/24 via 10.1.0.2 fastopen_no_cookie 1
ip route add 10.9.24.0/24 via 10.1.0.2 mtu lock 1400 window 5 rtt 5ms rttvar 7s rto_min 4ms ssthresh 5 cwnd 6 initcwnd 7 initrwnd 8 quickack 1 reordering 9 advmss 100 hoplimit 7 features ecn congctl lock cubic
ip route add 10.9.25.0/24 via 10.1.0.2 features foo
ip route add 10.9.25.0/24 via 10.1.0.2 features
ip route add 10.9.25.0/24 via 10.1.0.2 quickack 2
ip route add 10.9.25.0/24 via 10.1.0.2 quickack x
ip route add 10.9.25.0/24 via 10.1.0.2 hoplimit 256
ip route add 10.9.26.0/24 via 10.1.0.2 hoplimit 255
ip route add 10.9.27.0/24 via 10.1.0.2 initcwnd 4294967295
ip route add 10.9.28.0/24 via 10.1.0.2 mtu 0
ip route add 10.9.29.0/24 via 10.1.0.2 mtu lock 0
ip route add 10.9.30.0/24 via 10.1.0.2 mtu
ip route add 10.9.30.0/24 via 10.1.0.2 mtu lock
ip route add 10.9.30.0/24 via 10.1.0.2 src
ip route add 10.9.30.0/24 via 10.1.0.2 src 10.9.9.9
ip route add 10.9.30.0/24 via 10.1.0.2 src fd01::1
ip route add 10.9.30.0/24 via 10.1.0.2 from 10.0.0.0/8
ip route add 10.9.30.0/24 via 10.1.0.2 table foo
ip route add 10.9.30.0/24 via 10.1.0.2 proto foo
ip route add 10.9.30.0/24 via 10.1.0.2 scope foo
ip route add 10.9.30.0/24 via 10.1.0.2 nhid foo
ip route add 10.9.30.0/24 via 10.1.0.2 iif a0
ip route add 10.9.30.0/24 via 10.1.0.2 vrf a0
ip route add 10.9.30.0/24 via 10.1.0.2 10.9.31.0/24
ip route add 10.9.30.0/24 to 10.9.31.0/24 via 10.1.0.2
ip route add via 10.1.0.2
ip route add 10.9.33.0/24 foo
ip route add 10.9.33.0/24 via foo
ip route add 10.9.33.0/24 via inet foo
ip route add 10.9.33.0/24 via inet6 10.1.0.2
ip route add 10.9.33.0/24 via inet 10.1.0.2
ip route add 10.9.34.0/24
ip route add
ip route add type unicast 10.9.35.0/24 dev a0
ip route add type foo 10.9.36.0/24 dev a0
ip route add foo 10.9.36.0/24 dev a0
ip route add unicast 10.9.37.0/24 oif a0
ip route add 10.9.38.0/24 dev a0 as to 10.1.0.4
ip route add 10.9.38.0/24 dev a0 as 10.1.0.4
ip -6 route add fd20::/64 nexthop via fd01::2 onlink
ip -6 route add fd21::/64 nexthop via fd77::2 dev a0 onlink nexthop via fd01::2
ip -6 route add fd22::/64 nexthop via fd01::2 dev a0 onlink nexthop via fd77::2 dev b0 onlink
ip -6 route add fd23::/64 via fd01::9 nexthop via fd01::2
ip -6 route add fd24::/64 dev b0 nexthop via fd01::2
ip -6 route add fd25::/64 mtu 1400 nexthop via fd01::2 nexthop via fd02::2
ip -6 route add fd26::/64 nexthop via fd01::2 nexthop via fd02::2 mtu 1400 expires 100
ip -6 route add fd27::/64 nexthop via fd01::2 nexthop via fd77::2
ip -6 route add fd28::/64 nexthop via fd01::2 nexthop via fd01::1
ip -6 route add fd29::/64 nexthop via fd01::2 nexthop via fe80::5
ip -6 route add fd2a::/64 nexthop via fd01::2 nexthop via fe80::5 dev b0
ip -6 route add fd2b::/64 nexthop via fd01::2 nexthop via ff02::5 dev b0
ip -6 route add blackhole fd2c::/64 nexthop via fd01::2 nexthop via fd02::2
ip -6 route add local fd2d::/64 nexthop via fd01::2 nexthop via fd02::2
ip -6 route add fd2e::/64 nexthop via fd01::2 weight 3 pref high nexthop via fd02::2
ip -6 route add fd2f::/64 pref high nexthop via fd01::2 nexthop via fd02::2
ip -6 route add fd30::/64 via fd01::2 pref foo
ip -6 route add fd31::/64 via fd01::2 expires x
ip -6 route add fd32::/64 via fd01::2 scope link tos 0
ip route
ip -6 route | sed 's/expires [0-9]*sec/expires/'
ip -d -j route show
ip route save > r4
ip -6 route save > r6
ip route flush root 10.9.0.0/16
ip -6 route flush root fd20::/12
ip route
ip -6 route
ip route restore < r4
ip -6 route restore < r6
ip route
ip -6 route | sed 's/expires [0-9]*sec/expires/'
ip link del a0
ip link del b0
