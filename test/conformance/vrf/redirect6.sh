# In a VRF a host believes a router that tells it of a better one by IPv6, too
# oracle: vm
i=0
ip link add br0 type bridge
ip link set br0 up
for n in h r1 r2; do
  i=$((i+1))
  ip netns add $n
  ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
  ip link add eth0 netns $n address 02:00:00:00:00:0$i type veth peer name p$i
  ip link set p$i master br0 up
  ip -n $n link set eth0 up
done
for r in r1 r2; do ip netns exec $r sysctl -qw net.ipv6.conf.all.forwarding=1; done
ip -n h link add red type vrf table 100
ip -n h link set red up
ip -n h link set eth0 vrf red
ip -n h addr add 2001:db8::1/64 dev eth0 nodad
ip -n r1 addr add 2001:db8::2/64 dev eth0 nodad
ip -n r2 addr add 2001:db8::3/64 dev eth0 nodad
ip -n r2 link set lo up
ip -n r2 addr add 2001:db8:f::1/128 dev lo nodad
ip -n h route add vrf red 2001:db8:f::/64 via fe80::ff:fe00:2 dev eth0
ip -n r1 route add 2001:db8:f::/64 via fe80::ff:fe00:3 dev eth0
sleep 2
ip netns exec h ping -I red -c 1 2001:db8:f::1 2> err | grep loss
ip -n h route get vrf red 2001:db8:f::1
for n in h r1 r2; do ip netns del $n; done
ip link del br0
sleep 0.5
