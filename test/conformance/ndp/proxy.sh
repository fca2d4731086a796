# proxy_ndp answers for proxy entries only
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.accept_dad=0 net.ipv6.conf.A.accept_ra=0
ip netns exec a sysctl -qw net.ipv6.conf.B.accept_dad=0 net.ipv6.conf.B.accept_ra=0
ip addr add 2001:db8::1/64 dev A
ip -n a addr add 2001:db8::2/64 dev B
ip link set A up
ip -n a link set B up
sleep 1.2
sysctl -qw net.ipv6.conf.all.forwarding=1
ip netns exec a ping -c 1 -W 0.3 2001:db8::50 | grep loss
ip neigh add proxy 2001:db8::50 dev A
ip netns exec a ping -c 1 -W 0.3 2001:db8::50 | grep loss
ip -n a neigh show 2001:db8::50
sysctl -w net.ipv6.conf.A.proxy_ndp=1
ip -n a neigh flush dev B
ip netns exec a ping -c 1 -W 1.5 2001:db8::50 | grep -c unreachable
ip -n a neigh show 2001:db8::50
ip neigh show proxy
ip neigh del proxy 2001:db8::50 dev A
ip neigh del proxy 2001:db8::50 dev A
ip link del A
ip netns del a
