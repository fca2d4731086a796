# oracle: root
# the address that tells of an error over IPv6: that of the interface the packet came in by, or the one that was asked
for n in left right router; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0; done
ip -n left link add a0 type veth peer name a1 netns router
ip -n left link add b0 type veth peer name b1 netns router
ip -n right link add r1 type veth peer name r0 netns router
ip netns exec router sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv6.icmp.ratelimit=0
ip -n left addr add 2001:db8:a::1/64 dev a0 nodad
ip -n left addr add 2001:db8:b::1/64 dev b0 nodad
ip -n router addr add 2001:db8:a::2/64 dev a1 nodad
ip -n router addr add 2001:db8:b::2/64 dev b1 nodad
ip -n router addr add 2001:db8:c::2/64 dev r0 nodad
ip -n router addr add 2001:db8:c::22/64 dev r0 nodad
ip -n right addr add 2001:db8:c::1/64 dev r1 nodad
for link in left/a0 left/b0 router/a1 router/b1 router/r0 right/r1; do
  ip -n ${link%/*} link set ${link#*/} up
done
ip -n left route add 2001:db8:c::/64 via 2001:db8:b::2
ip -n right route add default via 2001:db8:c::2
# the way back is another one
ip -n router route add 2001:db8:b::1/128 via 2001:db8:a::1
sleep 0.6
ip netns exec left traceroute6 -n -q 1 -N 1 2001:db8:c::1 | sed 's/  [0-9.]* ms//'
ip netns exec left traceroute6 -n -q 1 -N 1 2001:db8:c::22 | sed 's/  [0-9.]* ms//'
ip netns exec left traceroute -6 -n -q 1 -N 1 -s 2001:db8:b::1 2001:db8:a::2 | sed 's/  [0-9.]* ms//'
ip netns exec left ping -n -c1 -W1 2001:db8:d::1
ip -n left route add 2001:db8:d::/64 via 2001:db8:b::2
ip netns exec left ping -n -c1 -W1 2001:db8:d::1 | grep From
for n in left right router; do ip -n $n neigh flush all; done
