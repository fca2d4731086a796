# A router tells a host of a better one, and of who is on the link; who is believed, and who is not
# oracle: root
ip link add br0 type bridge
ip link set br0 up
i=0
for n in h r1 r2; do
  i=$((i+1))
  ip netns add $n
  ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
  ip link add eth0 netns $n address 02:00:00:00:00:0$i type veth peer name p$i
  ip link set p$i master br0 up
  ip -n $n link set lo up
  ip -n $n link set eth0 up
  ip -n $n addr add 2001:db8::$i/64 dev eth0 nodad
done
for r in r1 r2; do ip netns exec $r sysctl -qw net.ipv6.conf.all.forwarding=1; done
ip -n r2 addr add 2001:db8:f::1/128 dev lo nodad
ip -n h route add default via fe80::ff:fe00:2 dev eth0
ip -n r1 route add 2001:db8:f::/64 via fe80::ff:fe00:3 dev eth0
sleep 2
ip netns exec h tcpdump -tnlv -c 3 -i eth0 'icmp6[icmp6type] = 137 or icmp6[icmp6type] = 128' > cap.txt 2> err & sleep 1
ip -n h route get 2001:db8:f::1
ip netns exec h ping -c 2 -i 0.3 2001:db8:f::1 | grep loss
wait
ip -n h route get 2001:db8:f::1
ip -n h -j route get 2001:db8:f::1
ip -n h -6 route
sed 's/flowlabel 0x[0-9a-f]*, //; s/ id [0-9]*,//; /^\t/d' cap.txt
ip -n h route add 2001:db8::3/128 via fe80::ff:fe00:2 dev eth0
ip netns exec h ping -c 1 2001:db8::3 | grep loss
ip -n h route get 2001:db8::3
ip -n h route del 2001:db8::3/128
ip -n h route get 2001:db8::3
ip -n h route del default
ip -n h route add default via fe80::ff:fe00:2 dev eth0
ip -n h route get 2001:db8:f::1
ip netns exec h sysctl -qw net.ipv6.conf.eth0.accept_redirects=0
ip netns exec h ping -c 1 2001:db8:f::1 | grep loss
ip -n h route get 2001:db8:f::1
ip netns exec h sysctl -qw net.ipv6.conf.eth0.accept_redirects=1
ip -n h route replace default via 2001:db8::2
ip netns exec h ping -c 1 2001:db8:f::1 | grep loss
ip -n h route get 2001:db8:f::1
ip -n h route replace default via fe80::ff:fe00:2 dev eth0
ip -n r1 route del 2001:db8:f::/64
ip -n r1 route add 2001:db8:f::/64 via 2001:db8::3
ip netns exec h ping -c 1 2001:db8:f::1 | grep loss
ip -n h route get 2001:db8:f::1
for n in h r1 r2; do ip netns del $n; done
ip link del br0
sleep 0.5
