# What of an IPv4 route has to be said to delete it
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link add b0 type veth peer name b1
ip link set a0 up
ip link set a1 up
ip link set b0 up
ip link set b1 up
ip addr add fd01::1/64 dev a0
ip addr add fd02::1/64 dev b0
ip addr add 10.0.0.1/24 dev a0
ip addr add 10.2.0.1/24 dev b0
ip route add 10.9.0.0/24 via 10.0.0.2
ip route del blackhole 10.9.0.0/24
ip route del unicast 10.9.0.0/24 scope link
ip route del unicast 10.9.0.0/24 scope global
ip route add 10.9.0.0/24 via 10.0.0.2 src 10.0.0.1 mtu 1400 proto static metric 4
ip route del 10.9.0.0/24 src 10.2.0.1
ip route del 10.9.0.0/24 mtu 1300
ip route del 10.9.0.0/24 advmss 1300
ip route del 10.9.0.0/24 metric 5
ip route del 10.9.0.0/24 proto boot
ip route del 10.9.0.0/24 tos 4
ip route del 10.9.0.0/24 realms 5
ip route add 10.9.0.0/24 via 10.0.0.2 realms 5 metric 4
ip route add 10.9.0.0/24 via 10.0.0.2 realms 6 metric 4
ip route append 10.9.0.0/24 via 10.0.0.2 realms 6 metric 4
ip route del 10.9.0.0/24 via 10.0.0.2 realms 7
ip route del 10.9.0.0/24 realms 7
ip route
ip route flush 10.9.0.0/24
ip route add 10.9.0.0/24 via 10.0.0.2 mtu 1400
ip route del 10.9.0.0/24 mtu 1300 
ip route del 10.9.0.0/24 mtu lock 1400
ip route del 10.9.0.0/24 mtu 1400 advmss 1200
ip route del 10.9.0.0/24 mtu 1400
ip route add 10.9.0.0/24 via 10.0.0.2 congctl cubic
ip route del 10.9.0.0/24 congctl reno
ip route del 10.9.0.0/24 congctl nope
ip route del 10.9.0.0/24 congctl cubic
ip route add 10.9.0.0/24 nexthop via 10.0.0.2 nexthop via 10.2.0.2 weight 3
ip route del 10.9.0.0/24 nexthop via 10.2.0.2 nexthop via 10.0.0.2
ip route del 10.9.0.0/24 nexthop via 10.0.0.2
ip route del 10.9.0.0/24 via 10.2.0.2
ip route del 10.9.0.0/24 via 10.0.0.2
ip route
ip route add 10.9.0.0/24 nexthop via 10.0.0.2 nexthop via 10.2.0.2 weight 3
ip route del 10.9.0.0/24 nexthop via 10.0.0.2 nexthop via 10.2.0.2 nexthop via 10.0.0.5
ip route del 10.9.0.0/24 nexthop via 10.0.0.2 nexthop dev b0
ip route del 10.9.0.0/24 nexthop via 10.0.0.2 weight 4 nexthop via 10.2.0.2 weight 7
ip route add 10.9.0.0/24 dev a0
ip route del 10.9.0.0/24 via 0.0.0.0
ip route del 10.9.0.0/24 via 0.0.0.0 dev b0
ip route del 10.9.0.0/24 nexthop dev b0
ip route del 10.9.0.0/24 nexthop dev a0
ip route
ip route del 10.9.0.1/24
ip route del 10.9.0.0/33
ip route del
ip route del default
ip -6 route del default
ip route del table 99 10.9.0.0/24
ip route del 10.9.0.1/24 table 99
ip link del a0
ip link del b0
