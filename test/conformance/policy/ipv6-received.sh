# Rules of IPv6 on the traffic class and the protocol of what is received, for this host and for others
# oracle: root
ip netns add a
ip netns add r
ip netns add b
ip netns exec a sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip netns exec b sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip netns exec r sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip netns exec r sysctl -qw net.ipv6.conf.all.forwarding=1
ip link add a0 netns a type veth peer name ra netns r
ip link add b0 netns b type veth peer name rb netns r
ip -n a link set a0 up
ip -n b link set b0 up
ip -n r link set ra up
ip -n r link set rb up
ip -n a addr add fd01::1/64 dev a0
ip -n r addr add fd01::ff/64 dev ra
ip -n b addr add fd02::1/64 dev b0
ip -n r addr add fd02::ff/64 dev rb
ip -n a route add default via fd01::ff
ip -n b route add default via fd02::ff
sleep 1
ip netns exec a ping -c 1 -W 1 fd02::1 > /dev/null
ip -n r -6 rule add tos 0x20 pref 10 prohibit
ip netns exec a ping -n -c 1 -W 1 -Q 0x20 fd02::1 | grep -v time
ip netns exec a ping -n -c 1 -W 1 -Q 0x21 fd02::1 | grep -v time
ip netns exec a ping -n -c 1 -W 1 fd02::1 | grep -v time
ip -n r -6 rule del pref 10
ip -n r -6 rule add iif ra ipproto ipv6-icmp pref 10 unreachable
ip netns exec a ping -n -c 1 -W 1 fd02::1 | grep -v time
ip netns exec a ping -n -c 1 -W 1 fd01::ff | grep -v time
ip -n r -6 rule del pref 10
ip -n r -6 rule add pref 100 lookup local
ip -n r -6 rule del pref 0
ip -n r -6 rule add iif ra ipproto ipv6-icmp pref 10 blackhole
ip netns exec a ping -n -c 1 -W 1 fd01::ff | grep -v time
ip -n r -6 rule del pref 10
ip -n r -6 rule add iif ra tos 0x40 pref 10 prohibit
ip netns exec a ping -n -c 1 -W 1 -Q 0x40 fd01::ff | grep -v time
ip netns exec a ping -n -c 1 -W 1 fd01::ff | grep -v time
ip netns del a
ip netns del b
ip netns del r
