# What a router passes on of IPv6: all of the namespace are routers or none, whatever its interfaces say; in which order it looks; how far a source may go
# oracle: root
ip netns add left
ip netns add rt
ip netns add right
ip link add e0 netns left address 02:00:00:00:00:01 type veth peer name r0 netns rt address 02:00:00:00:00:02
ip link add e0 netns right address 02:00:00:00:00:03 type veth peer name r1 netns rt address 02:00:00:00:00:04
for n in left rt right; do ip -n $n link set lo up; ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.all.router_solicitations=0; done
for x in "left e0" "rt r0" "rt r1" "right e0"; do set -- $x; ip netns exec $1 sysctl -qw net.ipv6.conf.$2.accept_dad=0 net.ipv6.conf.$2.router_solicitations=0; ip -n $1 link set $2 up; done
ip -n rt addr add 2001:db8:1::1/64 dev r0 nodad
ip -n rt addr add 2001:db8:2::1/64 dev r1 nodad
ip -n left addr add 2001:db8:1::2/64 dev e0 nodad
ip -n right addr add 2001:db8:2::2/64 dev e0 nodad
ip -n left route add default via 2001:db8:1::1
ip -n right route add default via 2001:db8:2::1
sleep 3
ip netns exec rt nstat -n
ip netns exec left ping -c 1 -W 1 2001:db8:2::2
ip netns exec rt sysctl -w net.ipv6.conf.r0.forwarding=1 net.ipv6.conf.r1.forwarding=1
ip netns exec left ping -c 1 -W 1 2001:db8:2::2
ip netns exec left ping -c 1 -W 1 -t 1 2001:db8:2::2
ip netns exec rt nstat | grep 'InAddrErr\|InHdrErr\|OutForw\|OutDestUn\|OutTimeEx'
ip netns exec left ping -c 1 -W 1 2001:db8:9::2
ip netns exec rt sysctl -w net.ipv6.conf.r0.force_forwarding=1
ip netns exec left ping -c 1 -W 1 2001:db8:2::2
ip netns exec rt sysctl -w net.ipv6.conf.r0.force_forwarding=0 net.ipv6.conf.all.forwarding=1
ip netns exec rt sysctl -w net.ipv6.conf.r0.forwarding=0 net.ipv6.conf.r1.forwarding=0
ip netns exec left ping -c 1 -W 1 2001:db8:2::2
echo "--- as far as the link"
ip netns exec rt nstat -n
ip netns exec left ping -c 1 -W 1 -I fe80::ff:fe00:1%e0 2001:db8:2::2
ip netns exec left ping -c 1 -W 1 -t 1 -I fe80::ff:fe00:1%e0 2001:db8:2::2
ip netns exec rt nstat | grep 'InAddrErr\|InHdrErr\|OutForw\|OutDestUn\|OutTimeEx'
echo "--- how large"
ip -n rt route add 2001:db8:3::/64 via 2001:db8:2::2 mtu 1300
ip -n rt route add 2001:db8:4::/64 via 2001:db8:2::2 mtu lock 1300
ip -n right addr add 2001:db8:3::2/128 dev lo
ip -n right addr add 2001:db8:4::2/128 dev lo
ip netns exec left ping -c 1 -W 1 -s 1400 2001:db8:3::2
ip netns exec left ping -c 1 -W 1 -s 1400 2001:db8:4::2
ip netns exec rt ping -c 1 -W 1 -M do -s 1400 2001:db8:3::2
ip netns exec rt sysctl -w net.ipv6.conf.r9.force_forwarding=1
ip netns exec rt sysctl -w net.ipv6.conf.r0.force_forwarding=2
for n in left rt right; do ip -n $n neigh flush all; done
ip -n rt link del r0
ip -n rt link del r1
