# modprobe of what makes tunnels: the devices that come with each module, here, in other namespaces and in new ones
# oracle: vm
ip netns add early
modprobe ip6_tunnel
ip link show
ip -n early link show
modprobe ip6_tunnel
modprobe ip6-gre
ip -6 tunnel
ip -n early -6 tunnel
ip -n early -d link show ip6gre0
ip netns add late
ip -n late link show
modprobe -a ipip sit
ip link show
ip tunnel
modprobe ip_gre
ip -n late link show
ip link del ip6tnl0
ip link del sit0
ip link set ip6tnl0 up
ip link set ip6tnl0 mtu 1300
ip link set ip6tnl0 down
ip link set ip6tnl0 name six
ip link set six name ip6tnl0
ip -6 addr show dev ip6tnl0
ip netns del early
ip link
