# Rules of IPv6 that look at what ping sends: who connects first is a datagram without a class of traffic, who sends is ICMPv6 with one
# oracle: root
ip netns add far
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02 netns far
sysctl -qw net.ipv6.conf.v0.accept_dad=0 net.ipv6.conf.v0.router_solicitations=0
ip netns exec far sysctl -qw net.ipv6.conf.v1.accept_dad=0 net.ipv6.conf.v1.router_solicitations=0
ip link set lo up
ip link set v0 up
ip -n far link set v1 up
ip addr add 2001:db8::1/64 dev v0 nodad
ip -n far addr add 2001:db8::2/64 dev v1 nodad
sleep 3
ip -6 rule add ipproto ipv6-icmp unreachable
ping -c 1 -W 1 2001:db8::2
ip -6 rule del ipproto ipv6-icmp unreachable
ip -6 rule add ipproto udp unreachable
ping -c 1 -W 1 2001:db8::2
ip -6 rule del ipproto udp unreachable
ip -6 rule add dsfield 0x20 prohibit
ping -c 1 -W 1 -Q 0x20 2001:db8::2
ping -c 1 -W 1 -Q 0x22 2001:db8::2
ping -c 1 -W 1 2001:db8::2
ip -6 rule del dsfield 0x20 prohibit
ip -6 rule add fwmark 5 prohibit
ping -c 1 -W 1 -m 5 2001:db8::2
ping -c 1 -W 1 2001:db8::2
ip -6 rule del fwmark 5
ip -6 rule add iif lo to 2001:db8::2 prohibit
ping -c 1 -W 1 2001:db8::2
ip netns exec far ping -c 1 -W 1 2001:db8::1
ip -6 rule del iif lo to 2001:db8::2 prohibit
ip -6 rule add ipproto 256 prohibit
ip -6 rule add dsfield 0x21 prohibit
ip neigh flush all
ip -n far neigh flush all
ip link del v0
