# ping -I with addresses whose scope is a link: the source that it shows, and the warning
# oracle: root
ip netns add near
ip netns add far
ip link add eth0 netns near address 02:00:00:00:00:0a type veth peer name eth0 netns far address 02:00:00:00:00:0b
ip -n near link set eth0 up addrgenmode none
ip -n far link set eth0 up addrgenmode none
ip -n near addr add fe80::a/64 dev eth0 nodad
ip -n far addr add fe80::b/64 dev eth0 nodad
sleep 1.5
ip netns exec near ping -c 1 -I eth0 ff02::1
ip netns exec near ping -c 1 -I eth0 fe80::b
ip netns exec near ping -c 1 -q fe80::b%eth0
ip netns exec near ping -c 1 -I fe80::a ff02::1
ip netns exec near ping -c 1 -I fe80::99%eth0 fe80::b
ip netns exec near ping -c 1 -I fe80::a%eth0 fe80::b
ip netns exec near ping -c 1 -W 0.3 -I eth0 224.0.0.1
ip netns exec near ping -c 1 -I eth9 fe80::b
