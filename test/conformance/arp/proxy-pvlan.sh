# proxy_arp_pvlan: a router answers for neighbors on the interface that asks
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
sysctl -qw net.ipv4.ip_forward=1
ip -n a neigh
ip netns exec a ping -c 1 -W 0.2 10.0.0.50 | grep loss
sysctl -w net.ipv4.conf.A.proxy_arp_pvlan=1
ip -n a neigh flush dev B
ip netns exec a arping -c 1 -w 1 -I B 10.0.0.50 | grep reply
ip netns exec a arping -c 1 -w 1 -I B 10.0.0.1 | grep -o 'from 10.0.0.1'
ip netns exec a arping -c 1 -w 1 -I B 172.31.0.1 | grep -c reply
ip link del A
ip netns del a
