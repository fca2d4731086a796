# Proxy neighbor entries: answered for when the router forwards
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
ip neigh add proxy 10.0.0.60 dev A
ip neigh show proxy
ip netns exec a arping -c 1 -w 1 -I B 10.0.0.60 | grep -c reply
ip neigh del proxy 10.0.0.60 dev A
ip neigh show proxy
ip netns exec a arping -c 1 -w 1 -I B 10.0.0.60 | grep -c reply
ip neigh add proxy 172.31.0.60 dev A
ip netns exec a arping -c 1 -w 1 -I B 172.31.0.60 | grep -c reply
ip route add 172.31.0.0/24 dev A
ip netns exec a arping -c 1 -w 1 -I B 172.31.0.60 | grep -c reply
sysctl -qw net.ipv4.ip_forward=0
ip netns exec a arping -c 1 -w 1 -I B 172.31.0.60 | grep -c reply
ip link del A
ip netns del a
