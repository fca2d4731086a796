# Routes over nexthop objects: what fits, how they are listed, what deletes them
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
ip nexthop add id 3 group 1/2,7
ip nexthop add id 4 via fd01::2 dev a0
ip nexthop add id 5 via fd02::2 dev b0
ip nexthop add id 6 group 4/5
ip nexthop add id 9 blackhole
ip -6 nexthop add id 10 blackhole
ip nexthop add id 11 via fe80::2 dev a0
ip nexthop add id 12 dev a0
ip route add 10.9.0.0/24 nhid 1
ip route add 10.9.1.0/24 nhid 3
ip route add 10.9.2.0/24 nhid 9
ip route add 10.9.3.0/24 nhid 4
ip route add 10.9.4.0/24 nhid 11
ip route add 10.9.5.0/24 nhid 12
ip route add 10.9.6.0/24 nhid 6
ip route add 10.9.7.0/24 nhid 77
ip route add 10.9.7.0/24 nhid 0
ip route add 10.9.7.0/24 nhid 1 dev a0
ip route add 10.9.7.0/24 nhid 1 via 10.1.0.2
ip route add 10.9.7.0/24 nhid 1 nexthop via 10.1.0.2
ip route add 10.9.7.0/24 nhid 1 scope host
ip route add 10.9.7.0/24 nhid 1 scope link
ip route add 10.9.8.0/24 nhid 12 scope link
ip route add 10.9.9.0/24 nhid 12 scope host
ip route add 10.9.10.0/24 nhid 3 scope host
ip route add blackhole 10.9.11.0/24 nhid 1
ip route add unreachable 10.9.12.0/24 nhid 9
ip route add local 10.9.13.0/24 nhid 12
ip route add broadcast 10.9.14.0/24 nhid 12
ip route add 10.9.15.0/24 nhid 1 src 10.1.0.1 mtu 1400 metric 5
ip route add 10.9.16.0/24 nhid 1 onlink
ip route add 10.9.17.0/24 nhid 1 realms 5
ip route add 10.9.18.0/24 nhid 1 encap mpls 100
ip -6 route add fd09:1::/64 nhid 4
ip -6 route add fd09:2::/64 nhid 6
ip -6 route add fd09:3::/64 nhid 10
ip -6 route add fd09:4::/64 nhid 9
ip -6 route add fd09:5::/64 nhid 1
ip -6 route add fd09:6::/64 nhid 3
ip -6 route add fd09:7::/64 nhid 11
ip -6 route add fd09:8::/64 nhid 4 dev a0
ip -6 route add fd09:9::/64 nhid 4 via fd01::2
ip -6 route add fd09:a::/64 from fd01::/64 nhid 4
ip -6 route add fd09:b::/64 nhid 77
ip -6 route add blackhole fd09:c::/64 nhid 4
ip -6 route add fd09:d::/64 nhid 4 metric 5 mtu 1400 src fd01::1
ip -6 route add fd09:e::/64 nhid 4 nexthop via fd01::3
ip -6 route add local fd09:f::/64 nhid 4
ip -6 route append fd09:1::/64 nhid 5
ip -6 route append fd09:1::/64 via fd02::7
ip -6 route add fd09:1::/64 nhid 4
ip -6 route add fd09:1::/64 nhid 6
ip route
ip -d route
ip -j route
ip -j -d -p route show 10.9.1.0/24
ip -6 route
ip -d -6 route
ip -j -d -6 route
ip route show nhid 1
ip route show nhid 3
ip route show nhid 77
ip -6 route show nhid 4
ip route show dev a0
ip route show via 10.1.0.2
ip route get 10.9.0.1
ip route get 10.9.1.1 | head -c 8
ip route get 10.9.2.1
ip route get 10.9.3.1
ip route get fibmatch 10.9.0.1
ip route get fibmatch 10.9.1.1
ip -d route get fibmatch 10.9.1.1
ip -d route get 10.9.0.1
ip -j route get 10.9.0.1
ip -6 route get fd09:1::1
ip -6 route get fibmatch fd09:2::1
ip -6 route get fd09:3::1
ip -d -6 route get fibmatch fd09:2::1
ip route del 10.9.0.0/24 nhid 2
ip route del 10.9.0.0/24 via 10.1.0.2
ip route add 10.9.0.0/24 nhid 1
ip route del 10.9.0.0/24 dev a0
ip route add 10.9.0.0/24 nhid 1
ip route del 10.9.0.0/24 via 10.1.0.3
ip route del 10.9.0.0/24 dev b0
ip route del 10.9.0.0/24 nhid 1
ip route del 10.9.1.0/24 nexthop via 10.1.0.2 dev a0 nexthop via 10.2.0.2 dev b0 weight 7
ip route add 10.9.1.0/24 nhid 3
ip route del 10.9.1.0/24 via 10.1.0.2
ip route add 10.9.1.0/24 nhid 3
ip route del 10.9.1.0/24 nhid 1
ip route del 10.9.1.0/24 nhid 3
ip -6 route del fd09:1::/64 nhid 5
ip -6 route del fd09:1::/64 via fd01::2
ip -6 route del fd09:1::/64 dev a0
ip -6 route
ip -6 route del fd09:2::/64 via fd01::2
ip -6 route del fd09:2::/64
ip route replace 10.9.2.0/24 nhid 1
ip route replace 10.9.2.0/24 nhid 3
ip route replace 10.9.2.0/24 via 10.1.0.5
ip route change 10.9.2.0/24 nhid 3
ip route append 10.9.2.0/24 nhid 3
ip route append 10.9.2.0/24 nhid 2
ip route prepend 10.9.2.0/24 nhid 1
ip route show 10.9.2.0/24
ip nexthop del id 1
ip route
ip nexthop
ip nexthop del id 2
ip route
ip nexthop
ip link del a0
ip link del b0
