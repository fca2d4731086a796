# A router's namespace forwards because the machine that it was made on does
# oracle: vm-first
sysctl -w net.ipv4.ip_forward=1
for n in h1 r h2; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1; ip -n $n link set lo up; done
ip link add e1 netns h1 type veth peer name r1 netns r
ip link add e2 netns h2 type veth peer name r2 netns r
ip -n h1 addr add 10.1.0.2/24 dev e1; ip -n h2 addr add 10.2.0.2/24 dev e2
ip -n r addr add 10.1.0.1/24 dev r1; ip -n r addr add 10.2.0.1/24 dev r2
for l in h1:e1 h2:e2 r:r1 r:r2; do ip -n ${l%:*} link set ${l#*:} up; done
ip -n h1 route add default via 10.1.0.1
ip -n h2 route add default via 10.2.0.1
ip netns exec h1 ping -c 1 -W 1 10.2.0.2 | grep received
ip netns exec r cat /proc/sys/net/ipv4/ip_forward
ip netns exec r sysctl -w net.ipv4.ip_forward=0
ip netns exec h1 ping -c 1 -W 1 10.2.0.2 | grep received
sysctl net.ipv4.ip_forward
for n in h1 r h2; do ip netns del $n; done
