# The size that traceroute --mtu found, told of a silent router and of one that refuses
# oracle: root
ip netns add r
ip link add e type veth peer name e netns r
ip addr add 10.0.0.1/24 dev e
ip link set e up
ip -n r addr add 10.0.0.2/24 dev e
ip -n r link set e up
ip netns exec r sysctl -q -w net.ipv4.ip_forward=1
ip -n r route add prohibit 10.4.0.0/16
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:03 dev e
ip route add 10.3.0.0/16 via 10.0.0.3
ip route add 10.4.0.0/16 via 10.0.0.2
traceroute --mtu -n -q 1 -m 2 -w 0.2 10.3.0.1 | sed 's/[0-9.]* ms//'
traceroute --mtu -n -q 1 10.4.0.1 | sed 's/[0-9.]* ms//'
ip link del e
