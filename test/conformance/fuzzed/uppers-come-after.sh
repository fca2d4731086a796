# What stands on a link that comes up gets its routes after those whose carrier it is.
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip link add link A name mv0 address 02:00:00:00:00:03 type macvlan mode bridge
ip link set mv0 up
ip link set B up
ip link set A up
sleep 0.5
ip -6 route show table all
ip link set A down
sleep 0.5
ip -6 route show table all
