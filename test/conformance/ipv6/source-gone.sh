# Routes that prefer an address lose it with the last link that has it, whatever they go over; told to nobody
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
for d in v0 v1; do sysctl -qw net.ipv6.conf.$d.accept_dad=0 net.ipv6.conf.$d.router_solicitations=0; done
ip link set lo up
ip link set v0 up
ip link set v1 up
sleep 3
ip addr add 2001:db8::1/64 dev v0 nodad
ip addr add 2001:db8::2/64 dev v0 nodad
ip addr add 2001:db8::3/64 dev v0 nodad
ip addr add 2001:db8::3/64 dev v1 nodad
ip -6 route add 2001:db8:5::/64 via 2001:db8::9 dev v0 src 2001:db8::2
ip -6 route add 2001:db8:6::/64 dev v1 src 2001:db8::2
ip -6 route add 2001:db8:7::/64 src 2001:db8::2 nexthop via 2001:db8::8 dev v0 nexthop via 2001:db8::9 dev v0
ip -6 route add 2001:db8:8::/64 dev v0 src 2001:db8::2 table 100
ip -6 route add 2001:db8:9::/64 dev v0 src 2001:db8::3
ip -6 route add 2001:db8:a::/64 dev v0 src 2001:db8::4
ip -6 route add 2001:db8:a::/64 dev v0 src fe80::ff:fe00:2
ip -6 route add 2001:db8:a::/64 dev v0 src fe80::ff:fe00:1
ip -6 route show | grep src
ip monitor route > told &
sleep 0.5
ip addr del 2001:db8::2/64 dev v0
ip addr del 2001:db8::3/64 dev v0
sleep 0.5
kill %1
wait
cat told
rm told
ip -6 route
ip -6 route show table 100
ip -6 route get 2001:db8:6::1
ip addr del 2001:db8::3/64 dev v1
ip -6 route show 2001:db8:9::/64
ip addr add 2001:db8::2/64 dev v0 nodad
ip -6 route get 2001:db8:5::1
ip link del v0
