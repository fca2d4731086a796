# Each namespace has settings of its own
# oracle: root
ip netns add a
sysctl -w net.ipv4.ip_forward=1
ip netns exec a sysctl net.ipv4.ip_forward
ip netns exec a sysctl -w net.ipv4.ip_default_ttl=99
sysctl net.ipv4.ip_default_ttl
ip netns add b
ip netns exec b sysctl net.ipv4.ip_default_ttl net.ipv4.ip_forward
ip netns exec a sysctl net.ipv4.conf.nodev.forwarding
ip netns exec nosuch sysctl net.ipv4.ip_forward
ip netns exec a sysctl -w net.ipv6.conf.all.disable_ipv6=1
sysctl net.ipv6.conf.all.disable_ipv6 net.ipv6.conf.lo.disable_ipv6
ip netns exec a ls /proc/sys/net/ipv4/neigh /proc/sys/net/ipv6/conf
ip netns del a
ip netns add a
ip netns exec a sysctl net.ipv4.ip_default_ttl
ip netns del a
ip netns del b
