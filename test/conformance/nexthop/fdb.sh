# Nexthop objects for forwarding databases, and groups of them
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip nexthop add id 1 fdb via 10.0.0.2
ip nexthop add id 2 via fd00::2 fdb
ip nexthop add id 3 via 10.0.0.3 fdb
ip nexthop add id 4 fdb group 1/3
ip nexthop
ip -j nexthop
ip nexthop show fdb
ip nexthop show groups
ip nexthop del id 1
ip nexthop
ip nexthop flush
