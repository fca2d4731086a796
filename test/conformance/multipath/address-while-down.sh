# A gateway by a link that is down stays dead, whatever addresses the link gets meanwhile.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip a add 192.168.1.4/24 dev lo
ip link add name br1 type veth peer name br2
ip addr add 172.17.42.4/25 dev br1
ip link set dev br1 up
ip link set dev br2 up
ip r add 10.10.0.0/24 nexthop via 192.168.1.4 nexthop via 172.17.42.8 weight 2
ip r
ip link set br1 down
ip r
ip a add 10.0.0.2/24 dev br1
ip r
ip a add 172.17.42.9/24 dev br1
ip r
ip link set br1 down
ip r
ip addr del 10.0.0.2/24 dev br1
ip r
ip link set br1 up
ip r
