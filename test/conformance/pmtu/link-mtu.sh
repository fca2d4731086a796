# What was learned of a path follows the MTU of the link, by each next hop
# oracle: root
for n in a r b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0; done
ip -n a link add v0 type veth peer name v1 netns r
ip -n a link add w0 type veth peer name w1 netns r
ip -n b link add v0 type veth peer name v2 netns r
for d in a/v0 a/w0 r/v1 r/w1 r/v2 b/v0; do ip -n ${d%/*} link set ${d#*/} mtu 2000 up; done
ip netns exec r sysctl -w net.ipv4.ip_forward=1
ip -n a address add 10.0.1.2/24 dev v0
ip -n a address add 10.0.3.2/24 dev w0
ip -n a address add 10.9.9.1/32 dev v0
ip -n r address add 10.0.1.1/24 dev v1
ip -n r address add 10.0.3.1/24 dev w1
ip -n r address add 10.0.2.1/24 dev v2
ip -n r route add 10.9.9.1 via 10.0.1.2
ip -n b address add 10.0.2.2/24 dev v0
ip -n b route add default via 10.0.2.1
ip -n a route add 10.0.2.0/24 src 10.9.9.1 nexthop via 10.0.1.1 nexthop via 10.0.3.1
ip -n r link set v2 mtu 1400
ip netns exec a ping -q -I v0 -M want -c 1 -W 1 -s 1800 10.0.2.2 | grep packets
ip -n a route get 10.0.2.2 oif v0 | sed 's/expires .*sec//'
ip -n a route get 10.0.2.2 oif w0 | sed 's/expires .*sec//'
ip -n a link set v0 mtu 1300
ip -n a route get 10.0.2.2 oif v0 | sed 's/expires .*sec//'
ip -n a route get 10.0.2.2 oif w0 | sed 's/expires .*sec//'
ip -n a link set v0 mtu 1700
ip -n a route get 10.0.2.2 oif v0 | sed 's/expires .*sec//'
ip -n a link set w0 mtu 1600
ip -n a route get 10.0.2.2 oif w0 | sed 's/expires .*sec//'
ip -n a route flush cache
ip -n a route get 10.0.2.2 oif v0
ip -n a route get 10.0.2.2 oif w0
