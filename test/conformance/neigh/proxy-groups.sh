# How many ask for the groups of an interface: addresses, those answered for, a router's anycast ones
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up; ip link set B up
sleep 1.5
ip addr add fd00::1:9/64 dev A
sleep 0.3
ip neigh add proxy fd00:1::1:9 dev A
ip -s maddr show dev A
grep ff010009 /proc/net/igmp6
ip neigh add proxy fd00:2::1:9 dev A
grep ff010009 /proc/net/igmp6
ip neigh add proxy fd00:2::1:9 dev A
ip -6 addr flush dev A
ip maddr show dev A
sysctl -qw net.ipv6.conf.A.forwarding=1
ip addr add fd00:3::5/64 dev A
ip addr add fd00:3::6/64 dev A
sleep 0.3
ip maddr show dev A
ip -6 route show table local dev A
ip addr del fd00:3::5/64 dev A
ip maddr show dev A
ip -6 route show table local dev A
ip addr del fd00:3::6/64 dev A
ip maddr show dev A
ip -6 route show table local dev A
ip neigh del proxy fd00:1::1:9 dev A
ip maddr show dev A
ip neigh del proxy fd00:2::1:9 dev A
ip maddr show dev A
ip neigh add proxy fd00:2::1:9 dev A
ip neigh add proxy fd00:4::7 dev A nud reachable
ip neigh add proxy 10.0.0.7 dev A nud stale
ip neigh add proxy 10.0.0.8 dev A
ip neigh show proxy
ip link set B down
sleep 1.3
ip neigh show proxy
ip maddr show dev A
ip link set B up
sleep 1.3
ip link set A down
ip neigh show proxy
ip maddr show dev A
sysctl -w net.ipv6.conf.A.forwarding=0
ip maddr show dev A
ip link set A arp off
ip addr add fd00:5::1:9/64 dev A
sleep 0.3
ip maddr show dev A
ip link set A arp on
ip addr add fd00:5::2:9/64 dev A
sleep 0.3
ip addr del fd00:5::1:9/64 dev A
ip maddr show dev A
