# Who gives ping a device alone leaves its address to the kernel: rules about where packets come from see none
# oracle: root
ip netns add gw
ip netns add far
ip link add b0 netns gw type veth peer name eth0 netns far
for n in gw far; do ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1; done
ip -n gw addr add 10.0.2.2/24 dev b0
ip -n far addr add 10.0.2.1/24 dev eth0
ip -n far addr add 198.51.100.1/32 dev eth0
ip -n gw link set b0 up
ip -n far link set eth0 up
ip -n gw route add default via 10.0.2.1 table 200
ip -n gw rule add from 10.0.2.2 table 200
ip netns exec gw ping -c 1 -W 2 198.51.100.1
ip netns exec gw ping -c 1 -W 2 -I b0 198.51.100.1
ip -n gw neigh show | awk '{print $1}' | sort
ip netns exec gw ping -c 1 -W 2 -I 10.0.2.2 198.51.100.1
ip -n gw neigh show | awk '{print $1}' | sort
sleep 1.2
