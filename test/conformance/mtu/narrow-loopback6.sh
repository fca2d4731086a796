# A loopback too narrow for IPv6 sends to this host's own addresses as before
# oracle: root
ip link set lo mtu 10
ip link set lo up
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 2001:db8::2/64 dev A nodad
sleep 3
ping -c 1 -W 1 2001:db8::2
sysctl net.ipv6.conf.lo.mtu
ping -c 1 -W 1 -s 3000 2001:db8::2 | tail -3 | head -1
ip link set lo mtu 1279
sysctl net.ipv6.conf.lo.mtu
ping -c 1 -W 1 -s 3000 2001:db8::2 | tail -3 | head -1
ip link set lo mtu 1280
sysctl net.ipv6.conf.lo.mtu
ping -c 1 -W 1 -s 3000 2001:db8::2 | tail -3 | head -1
ip link set lo mtu 100
sysctl net.ipv6.conf.lo.mtu
ip link set lo down
ip link set lo up
sysctl net.ipv6.conf.lo.mtu
ip -s link show lo
ip nexthop add id 1 blackhole
ip link set lo mtu 60
ip nexthop add id 2 blackhole
ip -6 nexthop add id 3 blackhole
ip nexthop
