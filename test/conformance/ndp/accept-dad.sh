# oracle: root
# The larger of a link's accept_dad and that of all counts; 2 takes IPv6 from a link whose own address somebody else has.
sysctl -q net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add br0 type bridge
ip link add v0 type veth peer name v1
ip -6 addr add fd00::3/64 dev br0
sleep 0.3
ip -6 addr
sysctl net.ipv6.conf.all.accept_dad=1
ip -6 addr add fd00::4/64 dev br0
ip -6 addr add fd00::5/64 dev v0
ip -6 addr add fd00::6/64 dev v0 nodad
sleep 0.3
ip -6 addr
ip link set v0 up
ip link set v1 up
sleep 2.5
ip -6 addr
ip link del v0
sysctl net.ipv6.conf.all.accept_dad=0
ip link add v0 type veth peer name v1
ip link set v0 up
ip link set v1 up
sleep 0.5
ip -6 addr show to fe80::/10
ip link del v0

ip netns add red
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:01 netns red
ip -n red link set v1 up
ip link set v0 up
sleep 2
ip -6 addr show dev v0
sysctl net.ipv6.conf.v0.disable_ipv6
ip link set v0 down
sysctl net.ipv6.conf.all.accept_dad=2
ip -6 addr add fd00::7/64 dev v0
ip link set v0 up
sleep 2.5
ip -6 addr show dev v0
sysctl net.ipv6.conf.v0.disable_ipv6 net.ipv6.conf.v0.accept_dad
ip -6 route show dev v0
sysctl net.ipv6.conf.v0.disable_ipv6=0
sleep 2.5
sysctl net.ipv6.conf.v0.disable_ipv6
ip -6 addr show dev v0
