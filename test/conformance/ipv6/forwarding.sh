# forwarding of all and of one interface: hop limits, no route, the subnet-router anycast address
# oracle: root
ip netns add c
ip netns add s
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns c
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d netns s
sysctl -qw net.ipv6.conf.A.accept_dad=0 net.ipv6.conf.C.accept_dad=0
ip netns exec c sysctl -qw net.ipv6.conf.B.accept_dad=0 net.ipv6.conf.B.accept_ra=0
ip netns exec s sysctl -qw net.ipv6.conf.D.accept_dad=0 net.ipv6.conf.D.accept_ra=0
ip addr add 2001:db8:1::1/64 dev A
ip addr add 2001:db8:2::1/64 dev C
ip -n c addr add 2001:db8:1::2/64 dev B
ip -n s addr add 2001:db8:2::2/64 dev D
ip link set A up
ip link set C up
ip -n c link set B up
ip -n s link set D up
ip -n c route add default via 2001:db8:1::1
ip -n s route add default via 2001:db8:2::1
sleep 1.2
ip netns exec c ping -c 1 -W 0.5 2001:db8:2::2
sysctl -w net.ipv6.conf.A.forwarding=1
ip netns exec c ping -c 1 -W 0.5 2001:db8:2::2
sysctl -w net.ipv6.conf.A.forwarding=0 net.ipv6.conf.all.forwarding=1
ip netns exec c ping -c 1 -W 0.5 2001:db8:2::2
ip netns exec c ping -c 1 -W 0.5 -t 1 2001:db8:2::2
ip -n c neigh show 2001:db8:1::1
ip netns exec c ping -c 1 -W 0.5 2001:db8:9::1
ping -c 1 -W 0.5 2001:db8:9::1
ip -6 route show table local type anycast
ip netns exec c ping -c 1 -W 1.5 2001:db8:1::
sysctl -w net.ipv6.conf.all.forwarding=0
ip -6 route show table local type anycast
ip netns exec c ping -c 1 -W 1.5 2001:db8:1::
sysctl -w net.ipv6.conf.all.hop_limit=20 net.ipv6.conf.A.hop_limit=30
ping -c 1 -W 0.5 2001:db8:1::2
ip netns exec c ping -c 1 -W 0.5 2001:db8:1::1
ip link del A
ip link del C
ip netns del c
ip netns del s
