# A host tells of the groups it joins and leaves, twice each, and of all of them when its interface comes up
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add router
ip netns exec router sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add eth0 address 02:00:00:00:00:0a type veth peer name B netns router
ip -n router link set B up
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip netns exec router tcpdump -tnlv -c 5 -i B igmp > igmp.txt 2> igmp.err & sleep 1
ip addr add 239.1.2.3/32 dev eth0 autojoin
sleep 1.3
ip addr show dev eth0 | grep inet
ip maddr show dev eth0
ip addr del 239.1.2.3/32 dev eth0
sleep 1.3
ip maddr show dev eth0
ip link set eth0 down
ip addr add 239.1.2.4/32 dev eth0 autojoin
ip addr add 224.0.0.251/32 dev eth0 autojoin
ip maddr show dev eth0
ip link set eth0 up
wait
ip maddr show dev eth0
cat igmp.txt
sleep 1.1
