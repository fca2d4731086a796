# A redirect after Packet Too Big makes IPv6 forget what was said of the old way
# oracle: root
for n in h r1 r2 t; do
  ip netns add $n
  ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
  ip -n $n link set lo up
done
ip -n h link add br0 address 02:00:00:00:00:01 type bridge
i=1
for r in r1 r2; do
  i=$((i+1))
  ip netns exec $r sysctl -qw net.ipv6.conf.all.forwarding=1
  ip link add eth0 netns $r address 02:00:00:00:00:0$i type veth peer name $r netns h
  ip -n h link set $r master br0 up
  ip -n $r link set eth0 up
  ip -n $r addr add 2001:db8:1::$i/64 dev eth0 nodad
  ip link add eth1 netns $r address 02:00:00:00:00:1$i type veth peer name $r netns t
  ip -n $r link set eth1 up
  ip -n $r addr add 2001:db8:$i::1/64 dev eth1 nodad
  ip -n t link set $r up
  ip -n t addr add 2001:db8:$i::2/64 dev $r nodad
  ip -n t route add 2001:db8:1::/64 via 2001:db8:$i::1 metric 10$i
done
ip -n t addr add 2001:db8:f::1/128 dev lo nodad
ip -n t addr add 2001:db8:f::2/128 dev lo nodad
ip -n h link set br0 up
ip -n h addr add 2001:db8:1::1/64 dev br0 nodad
ip -n h route add 2001:db8:f::/64 via fe80::ff:fe00:2 dev br0
ip -n r1 route add 2001:db8:f::/64 via 2001:db8:2::2
ip -n r2 route add 2001:db8:f::/64 via 2001:db8:3::2
sleep 2
ip -n r1 link set eth1 mtu 1300
ip netns exec h ping -c 2 -i 0.3 -M want -s 1352 2001:db8:f::1 | grep -c 'mtu=1300'
ip -n h route get 2001:db8:f::1 | sed 's/expires [0-9]*sec/expires T/'
ip -n r1 route replace 2001:db8:f::/64 via fe80::ff:fe00:3 dev eth0
ip netns exec h ping -c 1 2001:db8:f::1 | grep loss
ip -n h route get 2001:db8:f::1
ip -n r2 link set eth1 mtu 1400
ip netns exec h ping -c 2 -i 0.3 -M want -s 1380 2001:db8:f::1 | grep -c 'mtu=1400'
ip -n h route get 2001:db8:f::1 | sed 's/expires [0-9]*sec/expires T/'
for n in h r1 r2 t; do ip netns del $n; done
sleep 0.5
