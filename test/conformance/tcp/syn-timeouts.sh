# How long a connection is tried: retries, and how often the time that is waited does not double
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2
ip link set e1 up
ip link set e2 up
ip addr add 10.0.0.1/24 dev e1
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev e1
sleep 1.3
tcpdump -tnl -i e1 tcp > /tmp/syns 2> /dev/null & dump=$!
sleep 0.7
nc 10.0.0.9 80 & tried=$!
sleep 5.5
ss -tinoH | grep -oE "(on,|,[0-9]\)|rto:[0-9]*|backoff:[0-9]*|segs_out:[0-9]*|retrans:[0-9/]*)"
sleep 3
ss -tinoH | grep -oE "(on,|,[0-9]\)|rto:[0-9]*|backoff:[0-9]*|segs_out:[0-9]*|retrans:[0-9/]*)"
kill $tried
sysctl -w net.ipv4.tcp_syn_linear_timeouts=1
sysctl -w net.ipv4.tcp_syn_retries=2
nc -v 10.0.0.9 80
echo $?
sysctl -w net.ipv4.tcp_syn_linear_timeouts=0
sysctl -w net.ipv4.tcp_syn_retries=1
nc -v 10.0.0.9 80
echo $?
sysctl -w net.ipv4.tcp_syn_linear_timeouts=x
kill $dump
wait $dump
grep -c . /tmp/syns
ip link del e1
