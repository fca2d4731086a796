# Addresses that come and go after an interface is up: each tells of the group its neighbors ask it by
# oracle: root
ip netns add router
ip netns exec router sysctl -qw net.ipv6.conf.default.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add eth0 address 02:00:00:00:00:0a type veth peer name B netns router
ip -n router link set B up
ip link set eth0 up
sleep 3
ip netns exec router tcpdump -tnlv -c 6 -i B 'ip6 multicast and ip6[40] = 58' > mld.txt 2> err & sleep 1
ip addr add 2001:db8::1:2/64 dev eth0 nodad
sleep 1.3
ip addr add 2001:db8:1::1:2/64 dev eth0 nodad
sleep 1.3
ip addr del 2001:db8::1:2/64 dev eth0
ip addr del 2001:db8:1::1:2/64 dev eth0
wait
cat mld.txt
ip netns exec router tcpdump -tnl -vv -c 4 -i B 'ip6 multicast and ip6[40] = 58' > mld.txt 2> err & sleep 1
ip addr add ff0e::1234/64 dev eth0 autojoin nodad
sleep 1.3
ip addr del ff0e::1234/64 dev eth0
wait
cat mld.txt
ip -6 maddr show dev eth0
