# Devices of modules that nobody has loaded: whoever names one has it loaded
# oracle: vm
ip netns add side
ip link show ip6tnl1
ip link
ip link show ip6tnl0
ip link
ip link set ip6gre0 up
ip -n side -6 tunnel
ip addr add 10.0.0.1/24 dev tunl0
ip link show type ipip
ip link del gretap0
ip route add 10.9.0.0/16 dev sit0
ip tunnel
ip link add sit0 type dummy
ip link
ip -n side link
