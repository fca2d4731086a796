# Who asks for a neighbor speaks from the source of the packet that came last, of those that wait
# oracle: root
ip netns add n2
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2 netns n2 address 02:00:00:00:00:02
ip link set e1 up
ip -n n2 link set e2 up
for last in 1 3; do ip addr add 10.0.0.$last/24 dev e1; ip addr add fd00::$last/64 dev e1; done
sleep 3
ip netns exec n2 tcpdump -l -n -i e2 "arp or icmp6 and ip6[40] = 135" > /tmp/asked 2> /dev/null & dump=$!
sleep 1
ping -c 1 -W 1 -I 10.0.0.3 10.0.0.7 > /dev/null &
sleep 0.5
ping -c 1 -W 1 -I 10.0.0.1 10.0.0.7 > /dev/null
sleep 3
ping -c 1 -W 1 -I fd00::3 fd00::7 > /dev/null &
sleep 0.5
ping -c 1 -W 1 -I fd00::1 fd00::7 > /dev/null
sleep 4
kill $dump
wait $dump
cut -d ' ' -f 2- /tmp/asked
ip link del e1
