# An IPv6 route by lo that is not local rejects: the host tells itself and others that there is no route.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip addr add fd00:1::4/64 dev lo
ip -6 route show table all dev lo
ping -c 1 -W 1 fd00:1::1
ping -c 1 -W 1 fd00:1::4
ip -6 route get fd00:1::1
ip -6 route add fd00:2::/64 dev lo
ping -c 1 -W 1 fd00:2::1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B netns c1
ip link set A up
ip -n c1 link set B up
ip addr add fd00:3::1/64 dev A nodad
ip -n c1 addr add fd00:3::2/64 dev B nodad
ip -n c1 link set lo up
sleep 0.2
ip -n c1 -6 route add default via fd00:3::1
ip netns exec c1 ping -c 1 -W 1 fd00:1::1
sysctl -w net.ipv6.conf.all.forwarding=1
ip netns exec c1 ping -c 1 -W 1 fd00:1::1
ip -6 route add fd99::1 via fd00:1::4
ip -6 route add fd99::1 via fd00:1::5
ip -6 route add fd99::1 via fd00:1::5 dev lo
