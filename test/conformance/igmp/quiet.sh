# Groups nobody is told of: that of all hosts, those of the link when it is said so; one more time when it is said so
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv4.igmp_link_local_mcast_reports=0
ip netns add router
ip netns exec router sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add eth0 address 02:00:00:00:00:0a type veth peer name B netns router
ip -n router link set B up
ip netns exec router tcpdump -tnl -c 3 -vv -i B igmp > igmp.txt 2> igmp.err & sleep 1
sysctl -w net.ipv4.igmp_qrv=0
sysctl -w net.ipv4.igmp_qrv=3
ip addr add 224.0.0.251/32 dev eth0 autojoin
ip link set eth0 up
sleep 0.5
ip addr add 239.0.0.1/32 dev eth0 autojoin
wait
cat igmp.txt
ip -s link show eth0
ip maddr show dev eth0
