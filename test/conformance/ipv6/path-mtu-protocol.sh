# What a router said about a destination has the route's metric but not its protocol
# oracle: root
sysctl -q -w net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip netns add r
ip netns add far
ip link add v0 type veth peer name e0 netns r
ip link add e1 netns r type veth peer name f0 netns far
ip netns exec r sysctl -q -w net.ipv6.conf.all.forwarding=1
ip -n r addr add 2001:db8:1::1/64 dev e0 nodad
ip -n r addr add 2001:db8:2::1/64 dev e1 nodad
ip -n r link set e0 up
ip -n r link set e1 mtu 1300 up
ip -n far addr add 2001:db8:2::2/64 dev f0 nodad
ip -n far link set f0 mtu 1300 up
ip -n far route add default via 2001:db8:2::1
ip addr add 2001:db8:1::2/64 dev v0 nodad
ip link set v0 up
ip route add 2001:db8:2::/64 via 2001:db8:1::1 proto static metric 7
ip route get 2001:db8:2::2
ip -d route get 2001:db8:2::2
ping -c 1 -W 1 -s 1340 -M do 2001:db8:2::2 > /dev/null; echo $?
ip route get 2001:db8:2::2 | sed 's/expires [0-9]*sec/expires N/'
ip -d route get 2001:db8:2::2 | sed 's/expires [0-9]*sec/expires N/'
ip -n r link del e0
ip -n r link del e1
