# What is learned of neighbors, and what permanent entries hold against it
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
ip neigh
ip netns exec a ping -c 1 2001:db8::1 | grep loss
ip neigh show 2001:db8::2
sysctl -w net.ipv6.conf.A.forwarding=1
ip -n a neigh flush dev B
ip netns exec a ping -c 1 2001:db8::1 | grep loss
ip -n a neigh show 2001:db8::1
sysctl -w net.ipv6.conf.A.forwarding=0
ip -n a neigh flush dev B
ip netns exec a ping -c 1 2001:db8::1 | grep loss
ip -n a neigh show 2001:db8::1
ip neigh add 2001:db8::2 dev A
ip neigh change 2001:db8::77 lladdr 02:00:00:00:00:77 dev A
ip neigh replace 2001:db8::2 lladdr 02:00:00:00:00:99 dev A nud permanent
ping -c 1 -W 0.5 2001:db8::2 | grep loss
ip -n a link set B address 02:00:00:00:00:bb
ip netns exec a ping -c 1 -W 0.5 2001:db8::1 | grep loss
ip neigh show 2001:db8::2
ip neigh del 2001:db8::2 dev A
ping -c 1 -W 0.5 2001:db8::2 | grep loss
ip neigh show 2001:db8::2
ip link del A
ip netns del a
