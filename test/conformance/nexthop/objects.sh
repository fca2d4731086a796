# Nexthop objects: added, listed, got, replaced, deleted
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 2 via fd00::2 dev A proto static
ip nexthop add id 3 dev A
ip nexthop add id 4 blackhole
ip nexthop add id 5 via 10.9.0.1 dev A onlink
ip nexthop add via 10.0.0.7 dev A
ip -6 nexthop add dev A
ip nexthop
ip -d nexthop
ip -j nexthop
ip -6 nexthop
ip nexthop show dev A
ip nexthop show proto 4
ip nexthop get id 2
ip -j -p nexthop get id 5
ip nexthop replace id 1 via 10.0.0.22 dev A
ip nexthop show id 1
ip nexthop del id 2
ip nexthop list
ip nexthop flush
ip nexthop
