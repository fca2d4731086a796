# An index of another namespace is taken for a link of here by ip -6 addr, and so is its state.
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip tuntap add tap0 mode tap
ip netns add red
ip link add v-red type veth peer name v-red-br netns red
ip link set v-red up
ip -n red link set v-red-br up
sleep 1
ip addr add 2001:db8::1/64 dev v-red
ip -6 addr
ip -6 -j addr
ip -6 -o addr
ip -6 addr show dev v-red
ip -6 link
ip link set tap0 up
sleep 1
ip -6 addr
ip link del tap0
ip -6 addr
ip link del v-red
