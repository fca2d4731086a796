# Routes over nexthop objects as those see them who know of objects; addresses that stay while their device is down
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.all.keep_addr_on_down=1
ip link add v0 type veth peer name v1
ip link set v1 up
ip link set v0 up
ip addr add 172.16.1.1/24 dev v0
ip -6 addr add 2001:db8:91::1/64 dev v0 nodad
ip nexthop add id 21 via 172.16.1.2 dev v0
ip nexthop add id 22 via 172.16.1.3 dev v0
ip nexthop add id 122 group 21/22
ip nexthop add id 62 via 2001:db8:91::2 dev v0
ip route add 172.16.101.1/32 nhid 122
ip route add 172.16.101.2/32 nhid 21
ip -6 route add 2001:db8:101::2/128 nhid 62
sysctl -w net.ipv4.nexthop_compat_mode=0
ip route | grep nhid
ip -6 route | grep nhid
ip -j route show 172.16.101.1
ip route get 172.16.101.2
(ip monitor route > told & sleep 0.3; ip nexthop replace id 122 group 21; ip route add 172.16.101.3/32 nhid 22; ip nexthop del id 62; sleep 0.3; kill $!)
cat told
sysctl -w net.ipv4.nexthop_compat_mode=1
ip route | grep nhid
ip link set v0 down
ip -6 addr show dev v0 scope global
ip link set v0 up
ip -6 route show 2001:db8:91::/64
ip nexthop add id 62 via 2001:db8:91::2 dev v0
sysctl -qw net.ipv6.conf.v0.disable_ipv6=1
ip -6 addr show dev v0
ip link del v0
