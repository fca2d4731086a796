# Nexthop objects: what is made, listed, deleted and flushed by which words
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
ip nexthop add id 1 via 10.1.0.2 dev a0
ip nexthop add id 2 via 10.2.0.2 dev b0
ip nexthop add id 3 group 1/2
ip nexthop add id 4 via fd01::2 dev a0
ip nexthop add id 5 via fd02::2 dev b0 protocol 5
ip nexthop add id 6 group 4/5
ip -4 nexthop add id 7 fdb
ip -6 nexthop add id 8 fdb
ip nexthop add id 9 blackhole onlink
ip -6 nexthop add id 10 blackhole
ip -6 nexthop add id 11 blackhole protocol bgp
ip nexthop add id 12 via 10.1.0.99 dev a0 onlink
ip nexthop add id 13 dev a0
ip -6 nexthop add id 14 dev a0
ip nexthop add id 15 group 1 onlink
ip nexthop add id 16 group 1 blackhole
ip nexthop add id 16 group 1 via 10.1.0.2
ip -6 nexthop add id 16 group 1
ip nexthop add id 16 group 1 dev a0
ip nexthop add id 16 group 1 protocol 7
ip nexthop add id 17 group 1/16
ip nexthop add id 17 group 17
ip nexthop replace id 16 group 16
ip nexthop replace id 16 group 16/1
ip nexthop add id 17 group 1/1
ip nexthop add id 17 group 1/99
ip nexthop add id 17 group 99/99
ip nexthop add id 17 group 1/9
ip nexthop add id 17 group 9
ip nexthop add id 18 group 1/4
ip nexthop add id 19 group 7
ip nexthop add id 19 group 7 fdb
ip nexthop add id 20 group 7/8 fdb
ip nexthop add id 20 group 1 fdb
ip nexthop add id 20 group 1 fdb onlink
ip nexthop add id 20 fdb onlink via 10.1.0.2
ip nexthop add id 20 via 10.1.0.2
ip nexthop add id 20 via 10.1.0.2 dev lo
ip nexthop add id 20 dev lo
ip nexthop add id 20 via 10.1.0.1 dev a0
ip nexthop add id 21 via 10.9.0.1 dev a0
ip nexthop add id 21 via 10.2.0.2 dev a0
ip nexthop add id 21 via 224.0.0.1 dev a0
ip nexthop add id 21 via 10.1.0.255 dev a0
ip nexthop add id 21 via 127.0.0.1 dev a0
ip nexthop add id 21 via fd01::1 dev a0
ip nexthop add id 21 via ff02::1 dev a0
ip nexthop add id 21 via fd09::1 dev a0
ip nexthop add id 21 via fd02::9 dev a0
ip nexthop add id 21 via fe80::1 dev a0
ip nexthop add id 22 via inet6 fe80::1 dev a0
ip nexthop add id 23 via inet fe80::1 dev a0
ip nexthop add id 23 dev a0 via fe80::1
ip -6 nexthop add id 23 via 10.1.0.2 dev a0
ip -4 nexthop add id 23 via fe80::1 dev a0
ip nexthop add id 23
ip nexthop add
ip nexthop add protocol 5
ip -4 nexthop add id 23
ip nexthop add id 0 dev a0
ip nexthop add dev a0
ip nexthop add dev b0
ip nexthop add id 4294967295 dev b0
ip nexthop add dev b0
ip nexthop add id 4294967296 dev b0
ip nexthop add id -1 dev b0
ip nexthop add id x dev b0
ip nexthop
ip -d nexthop
ip -j nexthop
ip -j -p -d nexthop
ip -4 nexthop
ip -6 nexthop
ip nexthop list dev a0
ip nexthop list groups
ip nexthop list groups dev a0
ip nexthop list fdb
ip nexthop list protocol 5
ip nexthop list protocol bgp
ip nexthop list proto 186
ip nexthop list protocol 5 id 1
ip nexthop list protocol 5 id 5
ip nexthop list id 5 junk
ip nexthop list id 0
ip nexthop list id 77
ip nexthop get id 0
ip nexthop get id 77
ip nexthop get 5
ip nexthop get id 5 id 1
ip -6 nexthop get id 1
ip nexthop show master lo
ip nexthop show vrf lo
ip nexthop show dev nope
ip nexthop del id 77
ip nexthop del id 0
ip nexthop del
ip nexthop del id 1 onlink
ip nexthop del id 1 protocol 5
ip nexthop del id 1 dev a0
ip nexthop del id 1 via 10.1.0.2
ip nexthop del id 1 blackhole
ip nexthop del id 1 fdb
ip nexthop del id 1 group 2
ip nexthop del id 1 type mpath
ip nexthop del id 1 type resilient
ip -6 nexthop del id 1
ip nexthop
ip nexthop del id 1 id 2
ip nexthop
ip nexthop flush protocol 7
ip nexthop flush protocol 5
ip nexthop flush dev a0
ip nexthop
ip nexthop flush groups
ip nexthop flush fdb
ip nexthop
ip nexthop flush
ip nexthop flush id 5
ip nexthop
ip link del a0
ip link del b0
