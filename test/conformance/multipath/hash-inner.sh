# With policy 2, what tunnels carry is told apart by those who pass it on
# oracle: vm
ip netns add s
ip netns add r
ip netns add t
ip netns exec t sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns exec r sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add s0 netns s type veth peer name r0 netns r
ip link add r1 netns r type veth peer name t1 netns t
ip link add r2 netns r type veth peer name t2 netns t
ip -n s link set s0 up
ip -n r link set r0 up
ip -n r link set r1 up
ip -n r link set r2 up
ip -n t link set t1 up
ip -n t link set t2 up
ip -n s addr add 10.1.0.1/24 dev s0
ip -n r addr add 10.1.0.2/24 dev r0
ip -n r addr add 10.2.0.1/24 dev r1
ip -n r addr add 10.3.0.1/24 dev r2
ip -n t addr add 10.2.0.2/24 dev t1
ip -n t addr add 10.3.0.2/24 dev t2
ip -n s route add default via 10.1.0.2
ip netns exec r sysctl -qw net.ipv4.ip_forward=1 net.ipv4.fib_multipath_hash_policy=0
ip -n r route add 10.9.0.0/16 nexthop via 10.2.0.2 nexthop via 10.3.0.2
ip -n s link add tun type ipip local 10.1.0.1 remote 10.9.0.1
ip -n s link set tun up
ip -n s addr add 10.5.0.1/24 dev tun
ip -n s route add 10.6.0.0/16 dev tun
for i in $(seq 40); do ip netns exec s ping -c1 -W 0.01 10.6.0.$i >/dev/null; done
ip netns exec t cat /proc/net/dev | grep t[12] | awk '{ print ($3 > 8) }' | sort | xargs
ip netns exec r sysctl -qw net.ipv4.fib_multipath_hash_policy=2
for i in $(seq 40); do ip netns exec s ping -c1 -W 0.01 10.6.1.$i >/dev/null; done
ip netns exec t cat /proc/net/dev | grep t[12] | awk '{ print ($3 > 8) }' | sort | xargs
ip netns del s; ip netns del r; ip netns del t
