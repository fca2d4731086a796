# Routers learn neighbors from advertisements that nobody asked for, where they are told to (ndisc_notify, accept_untracked_na)
# oracle: root
ip netns add r
ip netns add h
for n in r h; do ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0; done
ip -n r link add v0 type veth peer name v1 netns h
ip -n r address add 2001:db8::1/64 dev v0 nodad
ip -n h address add 2001:db8::2/64 dev v1 nodad
ip netns exec h sysctl -w net.ipv6.conf.v1.ndisc_notify=1
ip netns exec r sysctl -w net.ipv6.conf.v0.forwarding=1
ip -n r link set v0 up
# Not accepted, and with no accept_untracked_na neither.
ip -n h link set v1 up
sleep 0.1
ip -n r neigh show dev v0 to 2001:db8::/64
ip netns exec r sysctl -w net.ipv6.conf.v0.accept_untracked_na=1
ip netns exec r sysctl -w net.ipv6.conf.v0.drop_unsolicited_na=1
ip -n h link set v1 down
ip -n h address add 2001:db8::2/64 dev v1 nodad
ip -n h link set v1 up
sleep 0.1
ip -n r neigh show dev v0 to 2001:db8::/64
ip netns exec r sysctl -w net.ipv6.conf.v0.drop_unsolicited_na=0
# Another address of the link is told of as well.
ip -n h link set v1 address 02:00:00:00:00:02
sleep 0.1
ip -n r neigh show dev v0 to 2001:db8::/64
# Only from prefixes that the router has itself.
ip -n r neigh flush dev v0
ip netns exec r sysctl -w net.ipv6.conf.v0.accept_untracked_na=2
ip -n h address add 2001:db8:5::2/64 dev v1 nodad
ip -n h link set v1 address 02:00:00:00:00:03
sleep 0.1
ip -n r neigh show dev v0 to 2001:db8::/32
# A host does not learn so.
ip -n r neigh flush dev v0
ip netns exec r sysctl -w net.ipv6.conf.v0.forwarding=0
ip -n h link set v1 address 02:00:00:00:00:04
sleep 0.1
ip -n r neigh show dev v0 to 2001:db8::/32
ip netns exec r sysctl -w net.ipv6.conf.v0.accept_untracked_na=3
