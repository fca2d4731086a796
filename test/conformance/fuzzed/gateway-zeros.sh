# 0.0.0.0 is no gateway: the route goes to the link itself, where one is named.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip route append 10.10.0.0/24 via 0.0.0.0 dev A
ip route append 10.10.0.0/24 via 0.0.0.0 dev A onlink
ip route append 10.10.0.0/24 via 0.0.0.0
ip link set A up
ip link set B up
sleep 0.1
ip route add 10.10.0.0/24 via 0.0.0.0 dev A
ip route add 10.11.0.0/24 via 0.0.0.0
ip route add 10.12.0.0/24 nexthop via 0.0.0.0 dev A nexthop via 0.0.0.0 dev B
ip route add local 10.13.0.1 via 0.0.0.0 dev A
ip route
ip route del 10.10.0.0/24 via 0.0.0.0 dev B
ip route del 10.10.0.0/24 via 0.0.0.0 dev A
ip -6 route add fd10::/64 via :: dev A
