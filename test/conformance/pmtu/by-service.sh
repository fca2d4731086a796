# What a router says of a path's MTU counts for the route of packets of that service, where rules look at it
# oracle: root
for n in a r b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; ip -n $n link set lo up; done
ip link add A netns a address 02:00:00:00:00:01 type veth peer name R1 netns r
ip link add R2 netns r type veth peer name B netns b
for x in "a A" "r R1" "r R2" "b B"; do set -- $x; ip -n $1 link set $2 addrgenmode none; ip -n $1 link set $2 up; done
ip -n a addr add 10.0.1.1/24 dev A; ip -n a addr add fd01::1/64 dev A nodad
ip -n r addr add 10.0.1.2/24 dev R1; ip -n r addr add fd01::2/64 dev R1 nodad
ip -n r addr add 10.0.3.2/24 dev R2; ip -n r addr add fd03::2/64 dev R2 nodad
ip -n b addr add 10.0.3.1/24 dev B; ip -n b addr add fd03::1/64 dev B nodad
ip netns exec r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
ip -n b route add default via 10.0.3.2
ip -n b route add default via fd03::2
ip -n a route add 10.0.3.1 via 10.0.1.2 table 100
ip -n a route add 10.0.3.1 via 10.0.1.9
ip -n a rule add dsfield 0x04 table 100
ip -n a route add fd03::1 via fd01::2 table 100
ip -n a route add fd03::1 via fd01::9
ip -n a -6 rule add dsfield 0x04 table 100
ip -n r link set R2 mtu 1400; ip -n b link set B mtu 1400
age() { sed 's/expires [0-9]*sec/expires T/'; }
ip netns exec a ping -q -M want -Q 0x04 -c 1 -w 1 -s 1472 10.0.3.1 | grep packets
ip -n a route get 10.0.3.1 dsfield 0x04 | age
ip -n a route get 10.0.3.1
ip netns exec a ping -q -M want -Q 0x06 -c 1 -w 1 -s 1472 10.0.3.1 | grep packets
ip -n a route get 10.0.3.1 dsfield 0x04 | age
ip netns exec a ping -q -M want -Q 0x04 -c 1 -w 1 -s 1452 fd03::1 | grep packets
ip -n a route get fd03::1 dsfield 0x04 | age
ip -n a route get fd03::1
ip netns exec a ping -q -M want -Q 0x06 -c 1 -w 1 -s 1452 fd03::1 | grep packets
for n in a r b; do ip netns del $n; done
sleep 0.5
