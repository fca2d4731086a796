# oracle: root
# monitors hear of who was learned behind a tunnel, of who moved, and of who was not heard of for long
ip netns add b
ip link add eth0 type veth peer name eth0 netns b
sysctl -qw net.ipv6.conf.eth0.disable_ipv6=1
ip netns exec b sysctl -qw net.ipv6.conf.eth0.disable_ipv6=1
ip addr add 10.0.0.1/24 dev eth0
ip link set eth0 up
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n b addr add 10.0.0.3/24 dev eth0
ip -n b link set eth0 up
ip link add vx type vxlan id 9 dstport 4789 ageing 2
ip -n b link add vx type vxlan id 9 dstport 4789 remote 10.0.0.1
sysctl -qw net.ipv6.conf.vx.disable_ipv6=1
ip netns exec b sysctl -qw net.ipv6.conf.vx.disable_ipv6=1
ip -n b link set vx address 02:00:00:00:00:bb
ip addr add 10.9.0.1/24 dev vx
ip link set vx up
ip -n b addr add 10.9.0.2/24 dev vx
ip -n b link set vx up
bridge monitor fdb > b.txt &
sleep 0.4
ip netns exec b ping -c 1 -W 1 10.9.0.1 | grep received
bridge fdb show dev vx
ip -n b link set vx type vxlan local 10.0.0.3
ip netns exec b ping -c 1 -W 1 10.9.0.1 | grep received
bridge fdb show dev vx
ip -n b link set vx down
sleep 14
bridge fdb show dev vx
cat b.txt
ip link del vx
ip -n b link del vx
