# Echo requests to many, errors about packets that never became whole, path MTUs that nobody wants to know
# oracle: root
for n in h1 r h2; do ip netns add $n; ip -n $n link set lo up; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add e0 netns h1 address 02:00:00:00:01:01 type veth peer name w0 netns r address 02:00:00:00:01:02
ip link add e0 netns h2 address 02:00:00:00:02:01 type veth peer name w1 netns r address 02:00:00:00:02:02
ip -n h1 addr add 10.1.0.1/24 dev e0; ip -n h2 addr add 10.2.0.1/24 dev e0; ip -n r addr add 10.1.0.254/24 dev w0; ip -n r addr add 10.2.0.254/24 dev w1
ip -n h1 link set e0 up; ip -n h2 link set e0 up; ip -n r link set w0 up; ip -n r link set w1 up
ip -n h1 route add default via 10.1.0.254; ip -n h2 route add default via 10.2.0.254
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
sleep 2
ip netns exec r sysctl -w net.ipv4.icmp_echo_ignore_all=1 net.ipv4.icmp_echo_ignore_broadcasts=1
ip netns exec h1 ping -b -c1 -W1 10.1.0.255 2> /dev/null | grep -c from
ip netns exec h1 ping -c1 -W1 10.1.0.254 | grep -c from
ip netns exec r nstat -az IcmpInErrors IcmpInEchos | awk '{ print $1, $2 }'
ip netns exec r sysctl -w net.ipv4.icmp_echo_ignore_all=0 net.ipv4.icmp_echo_ignore_broadcasts=0
ip netns exec h1 ping -b -c1 -W1 10.1.0.255 2> /dev/null | grep -c from
ip netns exec h2 sysctl -w net.ipv4.ipfrag_time=1
ip netns exec r tc qdisc add dev w1 root tbf rate 8kbit burst 1514 limit 1514
ip netns exec h1 timeout 5 tcpdump -nvi e0 'icmp and src 10.2.0.1' > late 2> /dev/null &
sleep 0.5
ip netns exec h1 ping -s 4000 -c1 -W4 10.2.0.1 | grep -v PING
ip netns exec r nstat -az IpFragOKs IpFragFails IpFragCreates | awk '{ print $1, $2 }'
wait
grep -o 'ICMP ip.*\|ICMP.*exceeded.*' late
ip netns exec r tc qdisc del dev w1 root
ip -n r link set w1 mtu 1000; ip -n h2 link set e0 mtu 1000
ip netns exec h1 sysctl -w net.ipv4.ip_no_pmtu_disc=1
ip netns exec h1 ping -M do -s 1200 -c2 -W1 -i 0.2 10.2.0.1 2>&1 | grep -v '^PING\|statistics\|packets'
ip -n h1 route get 10.2.0.1 | grep -o 'mtu.*'
ip netns exec h1 sysctl -w net.ipv4.ip_no_pmtu_disc=3
ip -n h1 route flush cache
ip netns exec h1 ping -M do -s 1200 -c2 -W1 -i 0.2 10.2.0.1 2>&1 | grep -v '^PING\|statistics\|time'
ip -n h1 route get 10.2.0.1 | grep -c mtu
ip netns exec h1 sysctl -w net.ipv4.ip_no_pmtu_disc=256
ip -n r link del w0; ip -n r link del w1; for n in h1 r h2; do ip netns del $n; done
