# VXLAN between addresses of a link: the link is learned with the address, and the hop limit is the link's
# oracle: root
for n in H X; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0; done
ip link add v0 address 02:00:00:00:00:01 netns H type veth peer name e0 address 02:00:00:00:00:02 netns X
ip -n H link set v0 up
ip -n X link set e0 up
for n in H X; do ip netns exec $n sysctl -qw net.ipv6.conf.default.disable_ipv6=1; done
sleep 1.5
ip -n H link add vx0 address 02:00:00:00:0a:01 type vxlan id 7 dstport 4789 local fe80::ff:fe00:1 dev v0
ip -n X link add vx0 address 02:00:00:00:0a:02 type vxlan id 7 dstport 4789 local fe80::ff:fe00:2 remote fe80::ff:fe00:1 dev e0
ip -n H addr add 198.51.100.1/24 dev vx0
ip -n X addr add 198.51.100.2/24 dev vx0
ip -n H link set vx0 up
ip -n X link set vx0 up
ip -n H neigh add 198.51.100.2 lladdr 02:00:00:00:0a:02 dev vx0
ip -n X neigh add 198.51.100.1 lladdr 02:00:00:00:0a:01 dev vx0
ip -n H neigh add fe80::ff:fe00:2 lladdr 02:00:00:00:00:02 dev v0
ip -n X neigh add fe80::ff:fe00:1 lladdr 02:00:00:00:00:01 dev e0
bridge -n H fdb show dev vx0
bridge -n X fdb show dev vx0
ip netns exec H bridge monitor fdb > told.txt & watcher=$!
sleep 0.7
send() { ip netns exec X ping -c 1 -W 1 -q 198.51.100.1 | grep loss | sed 's/, time.*//'; bridge -n H fdb show dev vx0; }
send
bridge -n X fdb show dev vx0
bridge -n H fdb replace 02:00:00:00:0a:02 dev vx0 dst fe80::ff:fe00:2 dynamic
send
bridge -n H fdb replace 02:00:00:00:0a:02 dev vx0 dst fe80::ff:fe00:2 static
send
bridge -n H fdb del 02:00:00:00:0a:02 dev vx0
sleep 0.7
kill $watcher
cat told.txt
ip netns exec H sysctl -qw net.ipv6.conf.v0.hop_limit=77
ip netns exec X tcpdump -lnvi e0 udp > seen.txt 2>/dev/null & watcher=$!
sleep 1
send
sleep 1
kill $watcher
sleep 0.3
grep -o 'hlim [0-9]*' seen.txt
ip -n H link del v0
ip netns del H
ip netns del X
