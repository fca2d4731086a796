# An address may be on one ipvlan interface of a link
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip netns add c1
ip link add A type dummy
ip link set A up
ip link add link A name i1 type ipvlan mode l2
ip link add link A name i2 type ipvlan mode l2
ip link set i1 up
ip link set i2 up
ip addr add 192.0.2.1/24 dev i1
ip addr add 192.0.2.1/24 dev i2
ip addr add 192.0.2.1/25 dev i2
ip addr add 2001:db8::1/64 dev i1 nodad
ip addr add 2001:db8::1/64 dev i2 nodad
ip link set i2 netns c1
ip -n c1 addr add 192.0.2.1/24 dev i2
ip -n c1 link set i2 up
ip -n c1 addr add 192.0.2.1/24 dev i2
ip addr del 192.0.2.1/24 dev i1
ip -n c1 addr add 192.0.2.1/24 dev i2
ip addr add 192.0.2.1/24 dev A
ip -br -4 addr
ip netns del c1
sleep 1
