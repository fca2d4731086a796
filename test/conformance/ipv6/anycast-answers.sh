# A router's anycast addresses: who answers for them and from where, what it learned of a way holds for others
# oracle: root
for n in host rt far; do ip netns add $n; ip -n $n link set lo up; done
ip link add e0 netns host address 02:00:00:00:00:01 type veth peer name r0 netns rt address 02:00:00:00:00:02
ip link add e0 netns far address 02:00:00:00:00:03 type veth peer name r1 netns rt address 02:00:00:00:00:04
for x in "host e0" "rt r0" "rt r1" "far e0"; do set -- $x; ip netns exec $1 sysctl -qw net.ipv6.conf.$2.accept_dad=0 net.ipv6.conf.$2.router_solicitations=0; ip -n $1 link set $2 up; done
ip -n rt addr add 2001:db8:1::1/64 dev r0 nodad
ip -n rt addr add 2001:db8:2::1/64 dev r1 nodad
ip -n host addr add 2001:db8:1::2/64 dev e0 nodad
ip -n far addr add 2001:db8:2::2/64 dev e0 nodad
ip -n host route add default via 2001:db8:1::1
ip -n far route add default via 2001:db8:2::1
for n in rt far; do ip netns exec $n sysctl -qw net.ipv6.conf.all.forwarding=1; done
sleep 3
ip netns exec host ping -c 1 -W 1 2001:db8:1::
ip netns exec host ping -c 1 -W 1 2001:db8:2::
ip netns exec host ping -c 1 -W 1 fe80::%e0
ip netns exec host traceroute -6 -n -q 1 -w 1 2001:db8:2:: | sed 's/ [0-9.]* ms.*//'
ip netns exec rt sysctl -w net.ipv6.anycast_src_echo_reply=1
ip netns exec host ping -c 1 -W 1 2001:db8:1::
ip netns exec host ping -c 1 -W 1 2001:db8:2::
ip netns exec rt sysctl -w net.ipv6.icmp.echo_ignore_anycast=1
ip netns exec host ping -c 1 -W 1 2001:db8:1::
ip netns exec rt sysctl -w net.ipv6.anycast_src_echo_reply=256
ip netns exec rt ip -6 route add anycast 2001:db8:2::77 dev r1
ip netns exec rt ip -6 route get 2001:db8:2::77
echo "--- learned"
ip netns add end
ip -n end link set lo up
ip link add t0 netns far type veth peer name t1 netns end
ip netns exec far sysctl -qw net.ipv6.conf.t0.accept_dad=0
ip netns exec end sysctl -qw net.ipv6.conf.t1.accept_dad=0 net.ipv6.conf.t1.router_solicitations=0
ip -n far link set t0 mtu 1400 up
ip -n end link set t1 mtu 1400 up
ip -n far addr add 2001:db8:5::1/64 dev t0 nodad
ip -n end addr add 2001:db8:5::2/64 dev t1 nodad
ip -n end -6 route add default via 2001:db8:5::1
ip -n rt -6 route add 2001:db8:5::/64 via 2001:db8:2::2
sleep 3
ip netns exec rt ping -c 1 -W 1 -s 1420 2001:db8:5::2 | grep big
ip -n rt -6 route get 2001:db8:5::2 | sed 's/expires [0-9]*sec/expires N/'
ip netns exec host ping -c 1 -W 1 -s 1420 2001:db8:5::2 | grep big
for n in host rt far end; do ip -n $n neigh flush all; done
ip -n rt link del r0
ip -n rt link del r1
ip -n far link del t0
