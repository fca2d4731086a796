# oracle: root
# what routers said about destinations, as a listing shows it, and how it is forgotten
ip netns add a
ip netns add r
ip netns add b
ip -n a link add a0 mtu 2000 type veth peer name r0 mtu 2000 netns r
ip -n b link add b0 mtu 1500 type veth peer name r1 mtu 1500 netns r
for link in a/a0 r/r0 r/r1 b/b0; do ip -n ${link%/*} link set ${link#*/} up; done
ip -n a addr add 10.0.0.1/24 dev a0
ip -n r addr add 10.0.0.2/24 dev r0
ip -n r addr add 10.1.0.2/24 dev r1
ip -n b addr add 10.1.0.1/24 dev b0
ip -n a addr add 2001:db8::1/64 dev a0 nodad
ip -n r addr add 2001:db8::2/64 dev r0 nodad
ip -n r addr add 2001:db8:1::2/64 dev r1 nodad
ip -n b addr add 2001:db8:1::1/64 dev b0 nodad
ip -n a route add default via 10.0.0.2
ip -n b route add default via 10.1.0.2
ip -n a route add default via 2001:db8::2
ip -n b route add default via 2001:db8:1::2
ip netns exec r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
sleep 2
go() {
  ip netns exec a ping -q -M want -i 0.2 -c 3 -s 1800 10.1.0.1 | grep packets | sed 's/, time.*//'
  ip netns exec a ping -q -M want -i 0.2 -c 3 -s 1800 2001:db8:1::1 | grep packets | sed 's/, time.*//'
}
list() {
  ip -n a "$@" list cache | sed 's/expires [0-9]*/expires N/'
}
go
list -6 route
ip -n a -s route flush cache
list -6 route
ip -n a -s -6 route flush cache
list -6 route
ip -n a -s -6 route flush cache
go
ip netns exec a sysctl -w net.ipv6.route.flush=1
list -6 route
go
ip netns exec a sysctl -w net.ipv6.route.flush=0
list -6 route
ip netns exec a sysctl -w net.ipv6.route.flush=-1
list -6 route
ip netns exec a sysctl -w net.ipv4.route.flush=1
list route
ip netns exec a ping -q -M want -c 1 -s 1800 10.1.0.1 | grep packets | sed 's/, time.*//'
list route
ip -n a route get 10.1.0.1 >/dev/null
list route
list -d route
list -6 -d route
list -o route
ip -n a -j route list cache | sed 's/"expires":[0-9]*/"expires":N/'
ip -n a route list cached 10.1.0.1 | sed 's/expires [0-9]*/expires N/'
ip -n a route list cached exact 10.1.0.1 | sed 's/expires [0-9]*/expires N/'
ip -n a route list cached 10.2.0.0/16
ip -n a route list cached dev lo
for n in a b r; do ip netns del $n; done
