# oracle: vm
# packets that leak into another domain and do not fit there: the sender is told, over both families
for n in left router right; do ip netns add $n; done
ip -n left link add l0 type veth peer name r0 netns router
ip -n right link add l1 type veth peer name r1 netns router
ip netns exec router sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip netns exec router sysctl -qw net.ipv6.conf.all.keep_addr_on_down=1
ip -n router link add red type vrf table 10
ip -n router link add blue type vrf table 20
ip -n router link set r0 master red
ip -n router link set r1 master blue
ip -n router link set r1 mtu 1400
ip -n right link set l1 mtu 1400
for link in left/l0 router/r0 router/r1 router/red router/blue right/l1; do ip -n ${link%/*} link set ${link#*/} up; done
ip -n left addr add 10.1.0.1/24 dev l0
ip -n left addr add 2001:db8:1::1/64 dev l0 nodad
ip -n router addr add 10.1.0.254/24 dev r0
ip -n router addr add 2001:db8:1::fe/64 dev r0 nodad
ip -n router addr add 10.2.0.254/24 dev r1
ip -n router addr add 2001:db8:2::fe/64 dev r1 nodad
ip -n right addr add 10.2.0.1/24 dev l1
ip -n right addr add 2001:db8:2::1/64 dev l1 nodad
ip -n left route add default via 10.1.0.254
ip -n left route add default via 2001:db8:1::fe
ip -n right route add default via 10.2.0.254
ip -n right route add default via 2001:db8:2::fe
ip -n router route add table 10 10.2.0.0/24 dev blue
ip -n router route add table 20 10.1.0.0/24 dev red
ip -n router route add table 10 2001:db8:2::/64 dev blue
ip -n router route add table 20 2001:db8:1::/64 dev red
sleep 2
for to in 10.2.0.1 2001:db8:2::1; do
  ip netns exec left ping -n -c1 -W2 $to | grep received | sed 's/, time.*//'
  ip netns exec left ping -n -c1 -W2 -s 1450 -M do $to | sed 's/, time.*//; s/^\(From [^ ]*\).* icmp_seq/\1 icmp_seq/'
  ip -n left route get $to | sed 's/expires [0-9]*/expires N/; s/ uid 0//'
done
for n in left router right; do ip -n $n neigh flush all; done
sleep 1
