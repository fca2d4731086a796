# A link too narrow for IPv6 has no way to generate addresses, and begins anew when it is wide enough.
# oracle: root
ip link add br0 type bridge
ip link set br0 mtu 68
ip -d link show br0
ip link set br0 addrgenmode none
ip link set br0 mtu 1500
ip link set br0 addrgenmode none
ip -d link show br0
sysctl -w net.ipv6.conf.br0.accept_dad=0
ip link set br0 mtu 100
ip link set br0 mtu 1500
sysctl net.ipv6.conf.br0.accept_dad
ip -d link show br0
sysctl -w net.ipv6.conf.default.addr_gen_mode=1
ip link add A type veth peer name B
ip -d link show A
sysctl net.ipv6.conf.A.addr_gen_mode
ip link add C addrgenmode eui64 type veth peer name D
ip -d link show C
ip netns add c1
ip link set C netns c1
ip -n c1 -d link show C
