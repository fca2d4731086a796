# Settings of the whole machine, which only its first namespace has
# oracle: vm-first
sysctl net.core.rmem_max net.core.wmem_max net.core.rmem_default net.core.wmem_default
sysctl net.core.netdev_max_backlog net.core.netdev_budget net.core.netdev_budget_usecs net.core.dev_weight
sysctl net.core.message_cost net.core.message_burst net.core.busy_poll net.core.max_skb_frags net.core.warnings
sysctl net.core.fb_tunnels_only_for_init_net net.core.devconf_inherit_init_net
sysctl net.ipv4.inet_peer_threshold net.ipv4.inet_peer_minttl net.ipv4.inet_peer_maxttl net.ipv4.tcp_low_latency
sysctl -w net.core.rmem_max=16777216 net.core.wmem_max=16777216
sysctl -w net.core.rmem_max=100
sysctl -w net.core.wmem_max=2304
sysctl -w net.core.netdev_max_backlog=5000
sysctl -w net.core.busy_poll=-1
sysctl -w net.core.message_cost=no
sysctl -w net.ipv4.tcp_mem="1000 2000 3000"
sysctl -w net.ipv4.udp_mem="1000 2000"
sysctl net.ipv4.tcp_mem net.ipv4.udp_mem | sed 's/.*= 1000/1000/' | head -1
sysctl net.core.rmem_max net.core.wmem_max net.core.netdev_max_backlog
ip netns add a
ip netns exec a sysctl net.core.netdev_max_backlog net.ipv4.tcp_mem net.core.somaxconn
ls /proc/sys/net/core | grep -c weight
ip netns exec a ls /proc/sys/net/core | grep -c weight
sysctl -w net.core.fb_tunnels_only_for_init_net=3
sysctl -w net.core.fb_tunnels_only_for_init_net=1
ip link add t0 type ipip local 10.0.0.1 remote 10.0.0.2
ip -br link show type ipip
ip -n a link add t1 type ipip local 10.0.0.1 remote 10.0.0.2
ip -n a -br link show type ipip
ip netns add b
ip -n b -br link
sysctl -w net.core.fb_tunnels_only_for_init_net=0
ip netns add c
ip -n c -br link
ip netns del a; ip netns del b; ip netns del c
