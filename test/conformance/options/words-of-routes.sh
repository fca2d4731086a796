# Words of routes, rules and nexthops that few people use
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
ip nexthop add id 5 via 10.0.0.2 dev A protocol 44
ip nexthop show protocol 44
ip nexthop add id 6 group 5 type mpath
ip nexthop add id 8 group 5 type frob
ip nexthop show vrf v9
ip route add 10.1.0.0/16 via 10.0.0.2 dsfield 0x10
ip route add 10.2.0.0/16 via 10.0.0.2 oif A
ip route add 10.3.0.0/16 via 10.0.0.2 preference 7
ip route add 10.4.0.0/16 via 10.0.0.2 priority 8
ip route add 10.5.0.0/16 via 10.0.0.2 protocol 9
ip route add 10.6.0.0/16 via 10.0.0.2 realm 1/2
ip route add 10.7.0.0/16 via 10.0.0.2 reorder 5
ip route add 10.8.0.0/16 as 10.0.0.1 via 10.0.0.2
ip route add 10.9.0.0/16 via 10.0.0.2 fastopen_no_cookie 1
ip route add 10.10.0.0/16 via 10.0.0.2 ttl-propagate enabled
ip route add 10.11.0.0/16 via 10.0.0.2 ttl-propagate frob
ip route add brd 10.12.0.255 dev A
ip route add 10.13.0.0/16 via 10.0.0.2 init 5
ip route add 10.14.0.0/16 via 10.0.0.2 fast 1
ip route add 10.15.0.0/16 via 10.0.0.2 real 5
ip route add all via 10.0.0.2
ip route show
ip route show dsfield 0x10
ip route show oif A
ip route show preference 7
ip route show priority 8
ip route show protocol 9
ip route show realm 1/2
ip route show cloned
ip route show table all cloned
ip route del all
ip route get all
ip route get to 10.0.0.2
ip route get 10.0.0.2 dsfield 0x10
ip route get 10.0.0.2 fib
ip route get 10.0.0.2 ip tcp
ip rule add from 10.0.0.0/8 dsfield 0x10 lookup 100
ip rule add from 10.0.0.0/8 brd lookup 100
ip rule add from 10.0.0.1 map-to 10.0.0.2
ip rule add from 10.0.0.1 nat 10.0.0.2
ip rule add from 10.0.0.3 got 5
ip rule add pref 5 from 10.0.0.4 lookup 101
ip rule add from 10.0.0.3 got 5
ip rule add no from 10.0.0.5 lookup 102
ip rule add from 10.0.0.6 realm 3 lookup 102
ip rule add from 10.0.0.7 sup_group 3 lookup 102
ip rule add from 10.0.0.8 sup_pl 3 lookup 102
ip rule add from 10.0.0.9 xresolve
ip rule add from 10.0.0.9 sup_ifgroup 3
ip rule show
ip rule show any
ip rule show dsfield 0x10
ip rule show order 5
ip rule show prio 5
ip rule show protocol 2
ip rule show protocol kernel
