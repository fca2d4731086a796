# Nexthop objects for the fdb, that swallow packets, and of groups: what is refused
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link set a0 up
ip link set a1 up
ip addr add 10.1.0.1/24 dev a0
ip addr add fd01::1/64 dev a0
ip nexthop add id 4 via fd01::2 dev a0
ip nexthop add id 1 via 10.1.0.2 dev a0
ip nexthop add id 7 via 10.1.0.9 fdb
ip nexthop add id 8 group 7 fdb
ip nexthop add id 9 via fd01::9 fdb
ip -6 route add fd09:a::/64 from fd01::/64 nhid 4
ip -6 route add fd09:a::/64 from fd01::/64 nhid 1
ip -6 route add fd09:a::/64 from fd01::/64 nhid 77
ip -6 route add fd09:a::/64 nhid 7
ip -6 route add fd09:a::/64 nhid 8
ip -6 route add fd09:a::/64 nhid 9
ip route add 10.9.0.0/24 nhid 7
ip route add 10.9.0.0/24 nhid 8
ip route add 10.9.0.0/24 nhid 9
ip -6 route add fd09:b::/64 nhid 4
ip nexthop replace id 4 via fd01::9 fdb
ip nexthop replace id 4 via 10.1.0.9 fdb
ip nexthop replace id 4 group 1
ip nexthop replace id 4 via 10.1.0.9 dev a0
ip route add 10.9.1.0/24 nhid 1
ip nexthop replace id 1 via 10.1.0.9 fdb
ip nexthop replace id 1 group 4
ip -6 nexthop add id 20 blackhole onlink
ip -6 nexthop add id 21 via :: dev a0 onlink
ip nexthop add id 22 via 0.0.0.0 dev a0 onlink
ip nexthop add id 23 via 0.0.0.0 dev a0
ip -6 nexthop add id 24 via :: fdb
ip nexthop add id 25 via 0.0.0.0 fdb
ip nexthop
ip -d -j nexthop
ip nexthop flush protocol 9 id 25
ip nexthop flush id 0
ip nexthop flush id 77 junk
ip nexthop list id 24 protocol 5
ip nexthop bucket list id 24
ip nexthop bucket list id 0
ip nexthop bucket list id 8
ip nexthop bucket list nhid 0
ip nexthop bucket get id 24 index 0
ip nexthop bucket get id 99 index 0
ip nexthop bucket get id 0 index 0
ip nexthop bucket get id 1
ip nexthop bucket get index 1
ip nexthop add id 30 group 4 type resilient buckets 4
ip nexthop bucket get id 30 index 4
ip nexthop bucket get id 30 index 65536
ip nexthop bucket list id 30 nhid 5
ip nexthop bucket list dev a1
ip -4 nexthop bucket list
ip nexthop add id 31 group 4 type resilient buckets 0
ip nexthop add id 31 group 4 type resilient buckets 65536
ip nexthop add id 31 group 4 type resilient idle_timer 42949672
ip nexthop add id 31 group 4 type resilient idle_timer 42949671 buckets 1
ip nexthop add id 32 group 4 type resilient buckets 2 onlink
ip nexthop add id 33 group 4 type mpath buckets 2
ip nexthop add id 33 group 4 type hash
ip nexthop add id 33 group 4 type
ip nexthop add id 33 type resilient buckets 4
ip nexthop add id 33 type mpath dev a0
ip nexthop add id 33 type resilient dev a0
ip nexthop add id 34 group 4 type resilient buckets 2 type mpath
ip nexthop add id 35 group 4 type mpath type resilient buckets 2
ip nexthop add id 36 group 4 fdb type resilient buckets 2
ip nexthop add id 37 group 9 fdb type resilient buckets 2
ip nexthop add id 38 group ""
ip nexthop add id 38 group /
ip nexthop add id 38 group 4/
ip nexthop add id 38 group 4,
ip nexthop add id 38 group 4,0
ip nexthop add id 38 group 4,257
ip nexthop add id 38 group 4,256
ip nexthop add id 39 group 4,x
ip nexthop add id 39 group 4,1,2
ip nexthop add id 39 group 0
ip nexthop add id 39 group x
ip nexthop add id 39 group 0x4
ip nexthop
ip -j nexthop
ip nexthop replace id 39 group 4 protocol bgp
ip nexthop replace id 4 via fd01::9 dev a0 protocol bgp
ip nexthop get id 39
ip nexthop get id 4
ip nexthop replace id 39 group 4 type resilient
ip nexthop replace id 35 group 4 type resilient buckets 3
ip nexthop replace id 35 group 4 type resilient idle_timer 5
ip nexthop replace id 35 group 4
ip nexthop del id 4
ip nexthop
ip -6 route
ip link del a0
