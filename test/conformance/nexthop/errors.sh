# What is wrong with a nexthop object
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1
ip nexthop add id 1 via 10.0.0.2 dev A
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip nexthop add id 1 via 10.0.0.2 dev A
ip link set B up
sleep 0.1
ip nexthop add id 1 via 10.0.0.2 dev A
ip nexthop add id 1 via 10.0.0.3 dev A
ip nexthop add id 2 via 10.0.0.3
ip nexthop add id 2 via 10.9.0.3 dev A
ip nexthop add id 2 via fd77::3 dev A
ip nexthop add id 2 dev A via fd77::3
ip nexthop add id 2 via 10.0.0.3 dev nowhere
ip nexthop add id two via 10.0.0.3 dev A
ip nexthop add id 2 dev A onlink
ip nexthop add id 2 blackhole dev A
ip nexthop add id 2
ip nexthop add
ip nexthop add id
ip nexthop add id 2 group 1/9
ip nexthop add id 2 group 1/1
ip nexthop add id 2 group 1,0
ip nexthop add id 2 group 1,257
ip nexthop add id 2 group one
ip nexthop add id 2 group 1 dev A
ip nexthop add id 2 group 1
ip nexthop add id 3 group 2
ip nexthop add id 3 blackhole
ip nexthop add id 4 group 1/3
ip nexthop replace id 1 group 3
ip nexthop replace id 2 via 10.0.0.3 dev A
ip nexthop replace via 10.0.0.3 dev A
ip nexthop add id 5 via 10.0.0.3 dev A proto nonsense
ip nexthop get id 99
ip nexthop del id 99
ip nexthop del
ip nexthop show dev nowhere
ip nexthop show nonsense
ip nexthop nonsense
ip nexthop flush id 99
ip nexthop flush proto 99
sleep 2
