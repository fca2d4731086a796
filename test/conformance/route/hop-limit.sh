# The hop limit of a route of IPv4, in requests, answers, datagrams and connections
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add X
ip netns exec X sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02 netns X
ip addr add 192.0.2.1/24 dev v0
ip -n X addr add 192.0.2.2/24 dev e0
ip link set v0 up
ip -n X link set e0 up
ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev v0
ip -n X neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev e0
sleep 1.5
ip netns exec X tcpdump -lnvi e0 ip > seen.txt 2>/dev/null & watcher=$!
sleep 1
ping -c 1 -W 1 -q 192.0.2.2 | grep loss | sed 's/, time.*//'
ip route change 192.0.2.0/24 dev v0 hoplimit 33
ip route show
ping -c 1 -W 1 -q 192.0.2.2 | grep loss | sed 's/, time.*//'
ping -c 1 -W 1 -q -t 5 192.0.2.2 | grep loss | sed 's/, time.*//'
ip netns exec X ping -c 1 -W 1 192.0.2.1 | grep -o 'ttl=[0-9]*'
nc -z -w 1 192.0.2.2 7
echo hi | nc -u -w 1 192.0.2.2 7
ip netns exec X nc -u -z -w 1 192.0.2.1 9
sysctl -w net.ipv4.ip_default_ttl=99
ip route change 192.0.2.0/24 dev v0 hoplimit 0
ping -c 1 -W 1 -q 192.0.2.2 | grep loss | sed 's/, time.*//'
sleep 1
kill $watcher
sleep 0.3
grep -o 'ttl [0-9]*.*proto [A-Z]*' seen.txt | sed 's/id [0-9]*, //'
ip route add 198.51.100.0/24 dev v0 hoplimit 256
ip route add 198.51.100.0/24 dev v0 hoplimit x
ip link del v0
ip netns del X
