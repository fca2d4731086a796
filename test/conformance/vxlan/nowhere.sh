# VXLAN: ends of no address, routes that lead back into the interface or nowhere, what is learned again, whose hop limit packets have
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
for n in H X; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add v0 address 02:00:00:00:00:01 netns H type veth peer name e0 address 02:00:00:00:00:02 netns X
ip -n H addr add 192.0.2.1/24 dev v0
ip -n X addr add 192.0.2.2/24 dev e0
ip -n H link set v0 up
ip -n X link set e0 up
ip -n H neigh add 192.0.2.2 lladdr 02:00:00:00:00:02 dev v0
ip -n X neigh add 192.0.2.1 lladdr 02:00:00:00:00:01 dev e0
ip -n H link add vx0 address 02:00:00:00:0a:01 type vxlan id 7 dstport 4789
ip -n X link add vx0 address 02:00:00:00:0a:02 type vxlan id 7 dstport 4789 remote 192.0.2.1
ip -n H addr add 198.51.100.1/24 dev vx0
ip -n X addr add 198.51.100.2/24 dev vx0
ip -n H link set vx0 up
ip -n X link set vx0 up
ip -n H neigh add 198.51.100.2 lladdr 02:00:00:00:0a:02 dev vx0
ip -n X neigh add 198.51.100.1 lladdr 02:00:00:00:0a:01 dev vx0
sleep 1.5
bridge -n H fdb append 00:00:00:00:00:00 dev vx0 dst 0.0.0.0
bridge -n H fdb show dev vx0
send() { ip netns exec $1 ping -c 1 -W 0.5 -q $2 | grep loss | sed 's/, time.*//'; }
send H 198.51.100.2
ip -n H -s link show vx0 | tail -1
bridge -n H fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.2
bridge -n H fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.3 port 5000
bridge -n H fdb del 00:00:00:00:00:00 dev vx0 dst 192.0.2.3
bridge -n H fdb show dev vx0
bridge -n H fdb del 00:00:00:00:00:00 dev vx0 dst 0.0.0.0
bridge -n H fdb show dev vx0
bridge -n H fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.2
bridge -n H fdb del 00:00:00:00:00:00 dev vx0 port 5
bridge -n H fdb del 00:00:00:00:00:00 dev vx0
bridge -n H fdb append 00:00:00:00:00:00 dev vx0 dst 192.0.2.2
ip -n H route add 192.0.2.2/32 dev vx0
send H 198.51.100.2
ip -n H -s link show vx0 | tail -1
ip -n H route del 192.0.2.2/32 dev vx0
ip -n H route add unreachable 192.0.2.2/32
send H 198.51.100.2
ip -n H -s link show vx0 | tail -1
ip -n H route del unreachable 192.0.2.2/32
# What was learned goes with its address, and keeps its port and network.
bridge -n H fdb replace 02:00:00:00:0a:02 dev vx0 dst 192.0.2.7 port 5000 vni 8 dynamic
send X 198.51.100.1
bridge -n H fdb show dev vx0
ip -n H -s link show vx0 | tail -4
bridge -n H fdb replace 02:00:00:00:0a:02 dev vx0 dst 192.0.2.2 port 4789 vni 7 via v0 dynamic
send X 198.51.100.1
bridge -n H fdb show dev vx0
ip netns exec X tcpdump -lnvi e0 udp > seen.txt 2>/dev/null & watcher=$!
sleep 1
send H 198.51.100.2
ip netns exec H sysctl -w net.ipv4.ip_default_ttl=100
send H 198.51.100.2
ip -n H route add 192.0.2.2/32 dev v0 hoplimit 33
send H 198.51.100.2
ip -n H link set vx0 type vxlan ttl 9
send H 198.51.100.2
sleep 1
kill $watcher
sleep 0.3
grep -o 'ttl [0-9]*' seen.txt
# A queue below that is full.
ip netns exec H tc qdisc add dev v0 root tbf rate 8kbit burst 1600 limit 200
before=$(ip netns exec H cat /sys/class/net/vx0/statistics/tx_dropped)
ip netns exec H ping -c 3 -i 0.2 -W 0.5 -q -s 1000 198.51.100.2 | grep loss | sed 's/, time.*//'
echo $(($(ip netns exec H cat /sys/class/net/vx0/statistics/tx_dropped) - before))
ip -n H link del v0
ip netns del H
ip netns del X
