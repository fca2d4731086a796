# Routes of the same next hop share what is known of destinations behind it, and show it each
# oracle: root
for n in src rt dst; do ip netns add $n; ip -n $n link set lo up; done
ip link add s0 netns src type veth peer name r0 netns rt
ip link add d0 netns dst type veth peer name r1 netns rt
ip netns exec rt sysctl -qw net.ipv4.ip_forward=1
ip -n src addr add 10.1.0.2/24 dev s0
ip -n rt addr add 10.1.0.1/24 dev r0
ip -n rt addr add 10.2.0.1/24 dev r1
ip -n dst addr add 10.2.0.2/24 dev d0
ip -n src link set s0 up
ip -n rt link set r0 up
ip -n rt link set r1 up mtu 1400
ip -n dst link set d0 up
ip -n src route add 10.2.0.0/24 via 10.1.0.1
ip -n src route add 10.3.0.0/24 via 10.1.0.1
ip -n src route add 10.4.0.0/24 via 10.1.0.1 metric 5
ip -n src route add 10.5.0.0/24 via 10.1.0.1 src 10.1.0.2
ip -n src route add 10.6.0.0/24 via 10.1.0.1 proto static
ip -n src route add 10.7.0.0/24 via 10.1.0.1 table 7
ip -n src route add 10.8.0.0/24 via 10.1.0.1 mtu 1450
ip -n src route add 10.9.0.0/24 dev s0
ip -n dst route add default via 10.2.0.1
sleep 0.5
ip netns exec src ping -c 1 -W 0.3 -M do -s 1400 10.2.0.2
ip netns exec src ping -c 1 -W 0.3 -s 1400 10.2.0.2
ip -n src route show cache | sed 's/expires [0-9]*sec/expires N/'
ip -n src route show cache table all | sed 's/expires [0-9]*sec/expires N/'
ip -n src route show table 7 cache | sed 's/expires [0-9]*sec/expires N/'
ip -n src route get 10.2.0.2 | sed 's/expires [0-9]*sec/expires N/'
ip -n src route del 10.3.0.0/24
ip -n src route show cache | sed 's/expires [0-9]*sec/expires N/'
ip -n src route show cache table 8
ip -n src route flush cache table 7
ip -n src route show cache dev s9
ip -n src route flush cache
ip -n src route show cache
ip -all netns del
sleep 0.3
