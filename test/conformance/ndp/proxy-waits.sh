# Who answers for another: a while later, from the best of its own addresses, duplicate detection included
# oracle: root
for n in n1 n2; do
  ip netns add $n
  for conf in all default; do ip netns exec $n sysctl -qw net.ipv6.conf.$conf.accept_dad=0 net.ipv6.conf.$conf.router_solicitations=0; done
done
ip link add e1 netns n1 address 02:00:00:00:00:01 type veth peer name r1 netns n2 address 02:00:00:00:00:21
ip -n n1 link set e1 up
ip -n n2 link set r1 up
ip -n n1 addr add fd00::1/64 dev e1
ip -n n2 addr add fd01::21/64 dev r1
ip -n n2 addr add fd00::21/64 dev r1
ip netns exec n2 sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv6.conf.r1.proxy_ndp=1 net.ipv6.neigh.r1.proxy_delay=1
ip -n n2 neigh add proxy fd00::3 dev r1
ip -n n2 neigh add proxy fd00::4 dev r1
sleep 3
ip netns exec n1 tcpdump -l -n -v -i e1 "icmp6 and ip6[40] = 136 and ether src 02:00:00:00:00:21" > /tmp/advertised 2> /dev/null & dump=$!
sleep 1
ip netns exec n1 ping -c 1 -W 1 fd00::3 > /dev/null
ip netns exec n2 sysctl -qw net.ipv6.conf.r1.force_tllao=1
ip netns exec n1 ping -c 1 fd00::21 > /dev/null
ip netns exec n1 sysctl -qw net.ipv6.conf.e1.accept_dad=1
ip -n n1 addr add fd00::4/64 dev e1
sleep 3
ip -n n1 addr show dev e1 to fd00::4
ip netns exec n1 ping -c 1 -W 1 fd00::9 > /dev/null; echo $?
kill $dump
wait $dump
sed 's/^[0-9:.]* //' /tmp/advertised
ip -n n1 link del e1
