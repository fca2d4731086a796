# What an interface tells of its groups when it comes up: from nobody first, then from its own address
# oracle: root
ip netns add router
ip netns exec router sysctl -qw net.ipv6.conf.default.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.router_solicitations=0
ip link add eth0 address 02:00:00:00:00:0a type veth peer name B netns router
ip -n router link set B up
ip addr add 2001:db8::1:2/64 dev eth0 nodad
ip netns exec router tcpdump -tnlv -c 4 -i B 'ip6 multicast and ip6[40] = 58' > mld.txt 2> err & sleep 1
ip link set eth0 up
wait
cat mld.txt
ip netns exec router tcpdump -tnlv -c 4 -i B 'ip6 multicast and ip6[40] = 58' > mld.txt 2> err & sleep 1
sysctl -qw net.ipv6.conf.eth0.forwarding=1
ip -6 maddr show dev eth0
sleep 1.3
sysctl -qw net.ipv6.conf.eth0.forwarding=0
wait
cat mld.txt
ip -s link show eth0
