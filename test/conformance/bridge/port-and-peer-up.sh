# A port comes up whose peer waits for it: link watch sees to both ends of the pair, and then to the bridge.
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add eth0 address 02:1a:00:00:4b:03 type veth peer veth1 address 02:1a:00:00:85:03
ip link add br0 type bridge
ip link set eth0 master br0
ip link set br0 up
ip link set veth1 up
sleep 1.5
ip link set eth0 up
sleep 1.5
ip -6 route show table all
ip -br addr
