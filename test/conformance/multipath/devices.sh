# oracle: root
# next hops whose device goes down, comes back and ends: dead until then, and over IPv4 the whole route ends with it
ip netns add x
for i in 0 1; do
  ip -n x link add d$i type veth peer name p$i
  ip -n x link set d$i addrgenmode none
  ip -n x link set p$i addrgenmode none
  ip -n x link set d$i up
  ip -n x link set p$i up
  ip -n x addr add 10.$i.0.1/24 dev d$i
  ip -n x addr add 2001:db8:$i::1/64 dev d$i nodad
done
routes() {
  ip -n x route add 10.9.0.0/24 nexthop via 10.0.0.2 dev d0 nexthop via 10.1.0.2 dev d1
  ip -n x -6 route add 2001:db8:9::/64 nexthop via 2001:db8:0::2 dev d0 nexthop via 2001:db8:1::2 dev d1
}
show() {
  ip -n x route show 10.9.0.0/24
  ip -n x -6 route show 2001:db8:9::/64
  ip -n x route get fibmatch 10.9.0.1
  ip -n x route get fibmatch 2001:db8:9::1 | sort
}
routes
show
ip -n x link set d0 down
show
ip -n x route get 2001:db8:9::1
ip -n x link set d0 up
ip -n x addr add 2001:db8:0::1/64 dev d0 nodad
show
ip -n x link set d1 down
show
ip -n x link set d0 down
show
ip -n x link set d0 up
ip -n x link set d1 up
ip -n x addr add 2001:db8:0::1/64 dev d0 nodad
ip -n x addr add 2001:db8:1::1/64 dev d1 nodad
routes
show
ip -n x link del d0
show
ip netns del x
sleep 1
