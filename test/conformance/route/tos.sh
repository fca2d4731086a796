# oracle: root
# which bits of the TOS field choose routes: four for IPv4 (RFC 1349), those of DSCP for IPv6, never ECN's
ip netns add x
ip -n x link set lo up
ip -n x link add e0 type veth peer name e1
ip -n x link set e0 addrgenmode none
ip -n x link set e1 addrgenmode none
ip -n x link set e0 up
ip -n x link set e1 up
ip -n x addr add 10.0.0.1/24 dev e0
ip -n x addr add 2001:db8::1/64 dev e0 nodad
ip -n x route add 10.5.0.0/24 via 10.0.0.2
ip -n x route add 10.5.0.0/24 via 10.0.0.9 table 100
ip -n x -6 route add 2001:db8:5::/64 via 2001:db8::2
ip -n x -6 route add 2001:db8:5::/64 via 2001:db8::9 table 100
ip -n x rule add tos 0x10 lookup 100
ip -n x -6 rule add tos 0x10 lookup 100
for tos in 0x10 0x11 0x13 0x14 0x30 16; do
  ip -n x route get 10.5.0.1 tos $tos
  ip -n x route get 2001:db8:5::1 tos $tos
done
ip netns exec x ping -Q 0x31 -c1 -W1 10.5.0.1 | tail -2 | sed 's/, time.*//'
ip -n x neigh flush all
ip -n x rule add tos 0x30 lookup 100
ip -n x rule add tos 0x1 lookup 100
ip -n x -6 rule add tos 0xe0 lookup 100
ip -n x -6 rule add tos 0xe1 lookup 100
ip -n x rule
ip -n x -6 rule
# routes with a TOS of their own
ip -n x route add 10.6.0.0/24 tos 0x30 via 10.0.0.3
ip -n x route add 10.6.0.0/24 tos 0x10 via 10.0.0.4
ip -n x route add 10.6.0.0/24 tos 0xf0 via 10.0.0.5
ip -n x route add 10.6.0.0/24 tos 0x11 via 10.0.0.6
ip -n x route
for tos in 0 0x10 0x12 0x30 0xf0 0x22; do ip -n x route get 10.6.0.1 tos $tos; done
ip -n x -j route get 10.6.0.1 tos 0x10
