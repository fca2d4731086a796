# What a redirect quotes, routers that go by redirects and by path MTUs of others, a route of others over lo
# oracle: root
for n in h1 r h2; do ip netns add $n; ip -n $n link set lo up; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add e0 netns h1 address 02:00:00:00:01:01 type veth peer name w0 netns r address 02:00:00:00:01:02
ip link add e0 netns h2 address 02:00:00:00:02:01 type veth peer name w1 netns r address 02:00:00:00:02:02
ip -n h1 addr add 10.1.0.1/24 dev e0; ip -n h2 addr add 10.2.0.1/24 dev e0; ip -n r addr add 10.1.0.254/24 dev w0; ip -n r addr add 10.2.0.254/24 dev w1
ip -n h1 link set e0 up; ip -n h2 link set e0 up; ip -n r link set w0 up; ip -n r link set w1 up
ip -n h1 route add default via 10.1.0.254; ip -n h2 route add default via 10.2.0.254
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
sleep 2
ip -n r route add 10.9.0.0/24 via 10.1.0.99
ip -n r neigh add 10.1.0.99 lladdr 02:00:00:00:00:99 dev w0
ip netns exec h1 timeout 3 tcpdump -nvi e0 icmp > told 2> /dev/null &
sleep 1
ip netns exec h1 ping -c1 -W1 -t 33 10.9.0.1 | grep From
wait
grep -o 'ttl [0-9]*\|ICMP.*' told | sed 's/id [0-9]*/id N/'
ip netns exec r sysctl -qw net.ipv4.conf.all.accept_redirects=1
ip -n h1 addr add 10.1.0.99/24 dev e0
ip netns exec h1 sysctl -qw net.ipv4.ip_forward=1
ip -n h1 neigh add 10.1.0.77 lladdr 02:00:00:00:00:77 dev e0
ip -n h1 route add 10.9.0.0/24 via 10.1.0.77
ip -n r neigh add 10.1.0.77 lladdr 02:00:00:00:00:77 dev w0
ip -n r neigh replace 10.1.0.99 lladdr 02:00:00:00:01:01 dev w0
ip netns exec r ping -c1 -W1 10.9.0.1 | grep From
ip -n r route get 10.9.0.1 | sed 's/[0-9]*sec/Nsec/'
ip netns exec r timeout 3 tcpdump -nei w0 icmp > passed 2> /dev/null &
sleep 1
ip netns exec h2 ping -c1 -W1 10.9.0.1 | grep From
wait
grep -o '02:00:00:00:01:02 > [0-9a-f:]*' passed
ip -n r route flush cache
ip -n r route del 10.9.0.0/24
ip -n h2 link set e0 down
ip -n h2 addr add 10.2.0.77/24 dev e0
ip -n h2 link set e0 up
ip -n h2 route add default via 10.2.0.254
ip -n h2 link add x0 address 02:00:00:00:03:01 type veth peer name x1
ip -n h2 link set x0 mtu 900
ip -n h2 link set x0 up; ip -n h2 link set x1 up
ip netns exec h2 sysctl -qw net.ipv4.ip_forward=1
ip -n h2 route add 10.3.0.0/24 dev x0
ip -n h2 neigh add 10.3.0.1 lladdr 02:00:00:00:03:02 dev x0
ip -n r route add 10.3.0.0/24 via 10.2.0.1
sleep 2
ip netns exec r sysctl -w net.ipv4.ip_forward_use_pmtu=1
ip netns exec h1 ping -M do -s 1200 -c1 -W1 10.3.0.1 | grep From
ip netns exec r ping -M do -s 1200 -c2 -W1 -i 0.2 10.3.0.1 2>&1 | grep 'From\|local'
ip netns exec h1 ip route flush cache
ip netns exec h1 ping -M do -s 1200 -c1 -W1 10.3.0.1 | grep From
ip netns exec r sysctl -w net.ipv4.ip_forward_use_pmtu=0
ip netns exec h1 ip route flush cache
ip netns exec h1 ping -M do -s 1200 -c1 -W1 10.3.0.1 | grep From
ip -n r route add 240.0.0.6 dev lo
ip netns exec r nstat -n
ip netns exec h1 ping -c1 -W1 240.0.0.6 | grep From
ip netns exec r nstat IpForwDatagrams IpInHdrErrors | awk '{ print $1, $2 }'
ip -n h1 route add 10.77.0.0/16 dev lo
ip netns exec h1 nstat -n
ip netns exec h1 ping -c1 -W1 10.77.0.1 | grep received
ip netns exec h1 nstat -az IcmpInEchos IcmpOutEchoReps | awk '{ print $1, $2 }'
ip -n h2 link del x0
ip -n r link del w0; ip -n r link del w1; for n in h1 r h2; do ip netns del $n; done
