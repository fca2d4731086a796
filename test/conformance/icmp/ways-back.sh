# Answers and errors of ICMP: limits on answers, hop limits and types of service of routes, narrow ways back
# oracle: root
for n in h1 r h2; do ip netns add $n; ip -n $n link set lo up; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add e0 netns h1 address 02:00:00:00:01:01 type veth peer name w0 netns r address 02:00:00:00:01:02
ip link add e0 netns h2 address 02:00:00:00:02:01 type veth peer name w1 netns r address 02:00:00:00:02:02
ip -n h1 addr add 10.1.0.1/24 dev e0; ip -n h2 addr add 10.2.0.1/24 dev e0; ip -n r addr add 10.1.0.254/24 dev w0; ip -n r addr add 10.2.0.254/24 dev w1
ip -n h1 link set e0 up; ip -n h2 link set e0 up; ip -n r link set w0 up; ip -n r link set w1 up
ip -n h1 route add default via 10.1.0.254; ip -n h2 route add default via 10.2.0.254
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
sleep 2
ip netns exec h2 sysctl -w net.ipv4.icmp_ratemask=6169 net.ipv4.icmp_ratelimit=5000
ip netns exec h1 ping -c 10 -i 0.1 -W 1 10.2.0.1 | grep -c from
ip netns exec h2 nstat -az IcmpOutRateLimitHost IcmpOutEchoReps | awk '{ print $1, $2 }'
ip netns exec h2 sysctl -w net.ipv4.icmp_ratemask=6168
ip -n h2 route change default via 10.2.0.254 hoplimit 17
ip netns exec h1 ping -c1 10.2.0.1 | grep -o 'ttl=[0-9]*'
ip netns exec h1 timeout 3 tcpdump -nvi e0 'icmp or udp' > hops 2> /dev/null &
sleep 1
ip netns exec h2 ping -c1 -W1 10.1.0.1 | grep -c ttl
echo x | ip netns exec h2 nc -u -w1 10.1.0.1 5000
wait
grep -o 'ttl [0-9]*' hops
ip -n h2 route change default via 10.2.0.254 hoplimit 256
ip -n h2 route change default via 10.2.0.254
ip -n r route add 10.1.0.0/24 tos 0x10 dev w0 src 10.2.0.254
ip netns exec h1 ping -Q 0x10 -t 1 -c1 -W1 10.2.0.1 | grep From
ip netns exec h1 ping -t 1 -c1 -W1 10.2.0.1 | grep From
ip -n r route del 10.1.0.0/24 tos 0x10 dev w0
ip -n r route add 10.1.0.1 dev w0 mtu 300
ip netns exec h1 timeout 4 tcpdump -nvi e0 'icmp and src 10.1.0.254' > quoted 2> /dev/null &
sleep 1
ip netns exec h1 ping -s 1000 -t 1 -c1 -W1 10.2.0.1 | grep From
ip -n r route change 10.1.0.1 dev w0 mtu 68
ip netns exec h1 ping -s 1000 -t 1 -c1 -W1 10.2.0.1 | grep From
ip -n r route change 10.1.0.1 dev w0 mtu 67
wait
grep -o 'length.*' quoted
ip -n r link del w0; ip -n r link del w1; for n in h1 r h2; do ip netns del $n; done
