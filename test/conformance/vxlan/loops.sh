# VXLAN interfaces whose ways lead through each other, and one that is a port of the bridge that its own packets leave by
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add vx1 address 02:00:00:00:0a:01 type vxlan id 1 dstport 4789 remote 198.51.100.2
ip link add vx2 address 02:00:00:00:0a:02 type vxlan id 2 dstport 4789 remote 192.0.2.2
ip link set vx1 up
ip link set vx2 up
ip addr add 192.0.2.1/24 dev vx1
ip addr add 198.51.100.1/24 dev vx2
ip neigh add 192.0.2.2 lladdr 02:00:00:00:0b:01 dev vx1
ip neigh add 198.51.100.2 lladdr 02:00:00:00:0b:02 dev vx2
ping -c 1 -W 0.5 -q 192.0.2.2 | grep loss | sed 's/, time.*//'
ip -s link show vx1 | tail -1 | awk '{print $2, $3, $4}'
ip -s link show vx2 | tail -1 | awk '{print $2, $3, $4}'
ping -c 1 -W 0.5 -q -s 1390 192.0.2.2 | grep loss | sed 's/, time.*//'
ip -s link show vx1 | tail -1 | awk '{print $2, $3, $4}'
ip -s link show vx2 | tail -1 | awk '{print $2, $3, $4}'
ip link del vx1
ip link del vx2
ip netns add X
ip netns exec X sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02 netns X
ip link add br0 address 02:00:00:00:00:fe type bridge mcast_snooping 0
ip link set v0 master br0 up
ip link set br0 up
ip -n X addr add 192.0.2.2/24 dev e0
ip -n X link set e0 up
ip addr add 192.0.2.1/24 dev br0
ip link add vx0 address 02:00:00:00:0a:01 type vxlan id 7 dstport 4789 remote 192.0.2.2
ip link set vx0 master br0 up
sleep 1.5
ping -c 1 -W 1 -q 192.0.2.2 | grep loss | sed 's/, time.*//'
ip -s link show vx0 | tail -1
ip -s link show br0 | tail -1
ip neigh replace 192.0.2.2 lladdr 02:00:00:00:00:77 dev br0
ping -c 1 -W 0.5 -q 192.0.2.2 | grep loss | sed 's/, time.*//'
ip -s link show vx0 | tail -1
ip -s link show br0 | tail -1
ping -c 1 -W 0.5 -q -b 192.0.2.255 2>/dev/null | grep loss | sed 's/, time.*//'
ip -s link show vx0 | tail -1
ip -s link show br0 | tail -1
ip link del v0
ip link del vx0
ip link del br0
ip netns del X
