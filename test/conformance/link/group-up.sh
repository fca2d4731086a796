# Links of a group come up one after the other, and link watch looks at them when all are
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add v0 address 02:00:00:00:00:01 group 7 type veth peer name v1 address 02:00:00:00:00:02
ip link set v1 group 7
ip link add br0 address 02:00:00:00:00:03 group 7 type bridge
sleep 1.3
ip monitor link route > told & sleep 0.3
ip link set group 7 up
sleep 0.5
kill %1
wait
grep -v link/ether told
ip -6 route show table all
ip link set group 7 down
sleep 1.3
ip -br link show group 7
