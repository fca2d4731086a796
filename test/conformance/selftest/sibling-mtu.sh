# Ways of an IPv6 route that were added one by one keep their own metrics, of which the first's are shown
# oracle: vm
ip netns add b
for i in 1 2; do ip link add A$i type veth peer name B$i netns b; ip link set A$i addrgenmode none up; ip -n b link set B$i addrgenmode none; ip -n b link set B$i up; done
ip addr add fd00:1::1/64 dev A1 nodad
ip addr add fd00:2::1/64 dev A2 nodad
ip -n b addr add fd00:1::2/64 dev B1 nodad
ip -n b addr add fd00:2::2/64 dev B2 nodad
ip -n b addr add fd00:9::2/128 dev lo
ip -n b link set lo up
ip route add fd00:9::/64 via fd00:1::2
ip route append fd00:9::/64 via fd00:2::2 mtu 1400
ip route show fd00:9::/64
ip route del fd00:9::/64 via fd00:1::2
ip route show fd00:9::/64
ip route get fd00:9::2
ip route append fd00:9::/64 via fd00:1::2 mtu 1300 hoplimit 9
ip route append fd00:9::/64 via fd00:1::7
ip route show fd00:9::/64
ip route append fd00:9::/64 via fd00:1::7 mtu 1300
ip -n b link set B2 down
ip link set A2 down
ip route show fd00:9::/64
ip route del fd00:9::/64 via fd00:1::7
ip route get fd00:9::2
sleep 0.5
ping -c 1 -W 1 -M do -s 1300 fd00:9::2
ip route change fd00:9::/64 via fd00:1::2 mtu 1280
ip route show fd00:9::/64
