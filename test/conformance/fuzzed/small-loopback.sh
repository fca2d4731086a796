# lo below the least MTU of IPv6 loses its IPv6 address until it comes up again; switches that take 0 and 1 only.
# oracle: root
for f in icmp.echo_ignore_all icmp.echo_ignore_anycast icmp.echo_ignore_multicast ip_nonlocal_bind bindv6only; do for v in 2 256; do sysctl -w net.ipv6.$f=$v; done; done
ip addr show lo
ip link set lo mtu 1279
ip addr show lo
ip link set lo down
ip -6 route add fd11::/64 via ::1
ip link set lo mtu 1500
ip addr show lo
ip link set lo up
ip addr show lo
ip link set lo mtu 1279
ip link set lo mtu 1280
ip addr show lo
ip -6 route show table all
ip addr add ::1/128 dev lo
ip link set lo mtu 67
ip addr show lo
ip link set lo mtu 1280
ip addr show lo
