# How long IPv6 believes what routers say of paths: net.ipv6.route.mtu_expires, and what is no number
# oracle: root
for n in src rt dst; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0; ip -n $n link set lo up; done
ip link add s0 netns src type veth peer name r0 netns rt
ip link add d0 netns dst type veth peer name r1 netns rt
ip netns exec rt sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n src addr add fd00:1::2/64 dev s0
ip -n rt addr add fd00:1::1/64 dev r0
ip -n rt addr add fd00:2::1/64 dev r1
ip -n dst addr add fd00:2::2/64 dev d0
ip -n src link set s0 up
ip -n rt link set r0 up
ip -n rt link set r1 up mtu 1400
ip -n dst link set d0 up mtu 1400
ip -n src -6 route add default via fd00:1::1
ip -n dst -6 route add default via fd00:2::1
sleep 1
ip netns exec src ping -c 1 -W 1 -s 1400 fd00:2::2
ip netns exec src ping -c 1 -W 1 -s 1400 fd00:2::2
ip -n src -6 route show cache | sed 's/expires [0-9]*sec/expires N/'
ip -n src -6 route flush cache
ip netns exec src sysctl -w net.ipv6.route.mtu_expires=0
ip netns exec src ping -c 1 -W 1 -s 1400 fd00:2::2
ip -n src -6 route show cache
ip -n src -6 route get fd00:2::2
ip netns exec src ping -c 1 -W 1 -s 1400 fd00:2::2
ip netns exec src sysctl -w net.ipv6.route.mtu_expires=2
ip netns exec src ping -c 1 -W 1 -s 1400 fd00:2::2
ip -n src -6 route show cache | sed 's/expires [0-9]*sec/expires N/'
sleep 3
ip -n src -6 route show cache
ip netns exec src sysctl -w net.ipv6.route.mtu_expires=soon
ip netns exec src sysctl -w net.ipv6.route.mtu_expire=1
ip netns exec src sysctl net.ipv6.route.mtu_expires
ip -all netns del
sleep 0.3
