# What is wrong with a multipath route
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip route add 10.8.0.0/16 nexthop
ip route add 10.8.0.0/16 nexthop via
ip route add 10.8.0.0/16 nexthop via 10.0.0.2 weight 0
ip route add 10.8.0.0/16 nexthop via 10.0.0.2 weight 257
ip route add 10.8.0.0/16 nexthop via 10.0.0.2 weight heavy
ip route add 10.8.0.0/16 nexthop via 10.0.0.2 dev nowhere
ip route add 10.8.0.0/16 nexthop via 10.9.0.2 nexthop via 10.0.0.2
ip route add 10.8.0.0/16 nexthop via 10.0.0.2 nonsense
ip route add 10.9.0.0/16 dev A nexthop via 10.0.0.2
ip route add 10.9.0.0/16 via 10.0.0.2 nexthop via 10.0.0.3
ip route add blackhole 10.9.0.0/16 nexthop via 10.0.0.3 nexthop via 10.0.0.4
ip route add 10.9.0.0/16 nexthop via 10.0.0.2 scope link
ip route add 10.9.0.0/16 scope link nexthop via 10.0.0.2 nexthop via 10.0.0.3
ip route add 10.9.0.0/16 scope host nexthop via 10.0.0.2 nexthop via 10.0.0.3
ip route add 10.1.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.0.3
ip route add 10.1.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.0.3
ip route append 10.1.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.0.3
ip route change 10.2.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.0.3
ip route del 10.1.0.0/16 nexthop via 10.0.0.2
ip route del 10.1.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.0.4
ip route
