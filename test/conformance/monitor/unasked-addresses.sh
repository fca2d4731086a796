# oracle: root
# Addresses that ask nobody pass when the kernel's worker comes to them, after what links have to tell.
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add v0 type veth peer name v1
sleep 1.5
ip link set v1 up
sleep 1.5
ip monitor label > told & sleep 0.5
ip link set v0 up
sleep 1.5
ip -6 addr add fd00::1/64 dev v0
sleep 0.3
ip -6 addr add fd00::2/64 dev v0 nodad
sleep 0.3
ip -6 addr add fd00::3 peer fd00:9::3 dev v1
sleep 0.3
kill %1
wait
grep -v link/ether told
