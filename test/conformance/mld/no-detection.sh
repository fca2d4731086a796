# Without duplicate address detection the link-local address may be used at once, and reports come from it
# oracle: root
ip netns add router
ip netns exec router sysctl -qw net.ipv6.conf.default.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.router_solicitations=1 net.ipv6.conf.default.accept_dad=0
ip link add eth0 address 02:00:00:00:00:0a type veth peer name B netns router
ip -n router link set B up
ip netns exec router tcpdump -tnl -i B ip6 > mld.txt 2> err & sleep 1
ip link set eth0 up
sleep 2
kill %1
wait
sort mld.txt
ip -s link show eth0
sysctl -qw net.ipv6.conf.eth0.router_solicitations=0
ip link set eth0 down
ip link set eth0 up
sleep 2
ip -s link show eth0
