# Settings that connections go by: the ports taken by themselves, options, backlogs, who may have low ports
# oracle: root
for n in a b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip -n $n link set lo up; done
ip link add va netns a type veth peer name vb netns b
ip -n a address add 10.0.0.1/24 dev va
ip -n b address add 10.0.0.2/24 dev vb
ip -n a link set va up
ip -n b link set vb up
ip netns exec a sysctl -w net.ipv4.ip_local_port_range="5000 5000"
ip netns exec b timeout 20 nc -lk -p 80 > got.txt & first=$!
sleep 0.4
(sleep 1) | ip netns exec a nc -N 10.0.0.2 80 & busy=$!
sleep 0.4
ip netns exec a ss -tn
ip netns exec a nc -v 10.0.0.2 80 < /dev/null
wait $busy
ip netns exec a sysctl -w net.ipv4.ip_local_port_range="5000 4000"
ip netns exec a sysctl -w net.ipv4.tcp_timestamps=0 net.ipv4.tcp_sack=0 net.ipv4.tcp_window_scaling=0 net.ipv4.ip_local_port_range="6000 6001"
ip netns exec a timeout 20 tcpdump -nt -c 1 -i va 'tcp[tcpflags] & tcp-syn != 0' 2>/dev/null > syn.txt & dump=$!
sleep 0.4
echo hi | ip netns exec a nc -N 10.0.0.2 80
wait $dump
sed 's/60[0-9]*/PORT/; s/seq [0-9]*/seq N/' syn.txt
ip netns exec b sysctl -qw net.core.somaxconn=3
kill $first
sleep 0.2
ip netns exec b timeout 20 nc -k -l -p 81 & second=$!
sleep 0.4
ip netns exec b ss -tln
ip netns exec b sysctl -w net.ipv4.ip_unprivileged_port_start=70000
ip netns exec a sysctl -w net.ipv4.tcp_syn_retries=0
kill $second
for n in a b; do ip netns del $n; done
