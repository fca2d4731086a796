# What ip route show cache lists of IPv4: what routers said once somebody went that way, what a flush leaves, selectors
# oracle: root
ip netns add r
ip netns add h
ip link add v0 type veth peer name p0 netns r
ip link add v1 type veth peer name p1 netns h
ip link set v1 netns r
ip -n r link set p0 up
ip -n r link set v1 up
ip link set v0 up
ip -n h link set p1 up
ip addr add 10.0.0.1/24 dev v0
ip -n r addr add 10.0.0.2/24 dev p0
ip -n r addr add 10.0.1.2/24 dev v1
ip -n h addr add 10.0.1.3/24 dev p1
ip netns exec r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.p0.addr_gen_mode=1 net.ipv6.conf.v1.addr_gen_mode=1
ip route add default via 10.0.0.2
ip -n h route add default via 10.0.1.2
ip -n r link set v1 mtu 1300
ip -n h link set p1 mtu 1300
ip route show cache
ping -c 1 10.0.1.3 > /dev/null
ip route show cache
ping -c 1 -M do -s 1400 10.0.1.3
ip route show cache | sed 's/expires.*sec/E/'
ip route get 10.0.1.3 | sed 's/expires.*sec/E/'
ping -c 1 -s 1400 10.0.1.3 > /dev/null
ip route show cache | sed 's/expires.*sec/E/'
ip route show cache 10.9.9.9
ip route show cache dev v0 | sed 's/expires.*sec/E/'
ip route show cache via 10.0.0.2 | sed 's/expires.*sec/E/'
ip route show cache root 10.0.0.0/8 | sed 's/expires.*sec/E/'
ip route show cache match 10.0.1.3 | sed 's/expires.*sec/E/'
ip route show table cache | sed 's/expires.*sec/E/'
ip -j route show cache | sed 's/"expires":[0-9]*/E/'
ip -d route show cache | sed 's/expires.*sec/E/'
ip route flush cache
ip route show cache
ping -c 1 -W 1 -s 1400 10.0.1.3 > /dev/null
ip route show cache | sed 's/expires.*sec/E/'
ping -c 1 -s 1400 10.0.1.3 > /dev/null
ip route show cache | sed 's/expires.*sec/E/'
ip route del default
ip route show cache
ip route add default via 10.0.0.2
ip route show cache
ping -c 1 -W 1 -s 1400 10.0.1.3 > /dev/null
ip route get 10.0.1.3 > /dev/null
ip route show cache | sed 's/expires.*sec/E/'
ip route flush cache
ip route show cache
ip route get 10.0.1.3
ip route show cache
ip link del v0
ip -n r link del v1
