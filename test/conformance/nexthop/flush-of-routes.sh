# Flushing and deleting routes over nexthop objects
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.addr_gen_mode=1
ip link add a0 type veth peer name a1
ip link set a0 up
ip link set a1 up
ip addr add fd01::1/64 dev a0
ip addr add 10.0.0.1/24 dev a0
ip nexthop add id 1 via 10.0.0.2 dev a0
ip nexthop add id 2 dev a0
ip nexthop add id 3 group 1/2
ip nexthop add id 4 via fd01::2 dev a0
ip nexthop add id 5 group 4
ip nexthop add id 6 blackhole
ip -6 nexthop add id 7 blackhole
ip route add 10.1.0.0/24 nhid 1
ip route add 10.2.0.0/24 nhid 2
ip route add 10.3.0.0/24 nhid 3
ip route add 10.4.0.0/24 nhid 6
ip route add 10.5.0.0/24 dev a0
ip route add 10.0.5.0/24 dev a0
ip -6 route add fd11::/64 nhid 4
ip -6 route add fd12::/64 nhid 5
ip -6 route add fd13::/64 nhid 7
ip -6 route add fd14::/64 dev a0
ip route del 10.1.0.0/24 nhid 1 via 10.0.0.2
ip route del 10.1.0.0/24 nhid 1 dev a0
ip -6 route del fd11::/64 nhid 4 dev a0
ip -6 route del fd11::/64 nhid 4 via fd01::2
ip -6 route del fd11::/64 nhid 4 from fd01::/64
ip route del 10.1.0.0/24 nhid 9
ip route flush 10.1.0.0/24
ip route flush 10.2.0.0/24
ip route flush 10.3.0.0/24
ip route flush 10.4.0.0/24
ip -6 route flush fd11::/64
ip -6 route flush fd12::/64
ip -6 route flush fd13::/64
ip route flush proto boot
ip route
ip -s route flush root 10.0.0.0/8
ip -s -6 route flush root fd10::/12
ip -6 route
ip -s -s route flush 10.1.0.0/24
sysctl -qw net.ipv4.nexthop_compat_mode=0
ip -s route flush 10.1.0.0/24
ip route flush 10.2.0.0/24
ip route flush 10.3.0.0/24
ip route flush 10.4.0.0/24
ip -6 route flush fd11::/64
ip -6 route flush fd12::/64
ip -6 route flush fd13::/64
ip route
ip -6 route
ip link del a0
