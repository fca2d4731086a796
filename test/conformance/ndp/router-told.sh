# A neighbor that says it is a router, and then that it is not: both are told, and what it announced as a router is gone
# oracle: root
ip netns add n2
for net in all default; do
  sysctl -qw net.ipv6.conf.$net.accept_dad=0 net.ipv6.conf.$net.router_solicitations=0
  ip netns exec n2 sysctl -qw net.ipv6.conf.$net.accept_dad=0 net.ipv6.conf.$net.router_solicitations=0
done
ip link add e1 address 02:00:00:00:00:01 type veth peer name e2 netns n2 address 02:00:00:00:00:02
ip link set e1 up
ip -n n2 link set e2 up
ip addr add fd00::1/64 dev e1
ip -n n2 addr add fd00::2/64 dev e2
sleep 3
ping -c 1 fd00::2 > /dev/null
sleep 8
ip monitor neigh > told & monitor=$!
sleep 0.5
ip netns exec n2 sysctl -qw net.ipv6.conf.e2.ndisc_notify=1
ip netns exec n2 sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n n2 link set e2 address 02:00:00:00:00:02
sleep 0.5
ip neigh show fd00::2
ip netns exec n2 sysctl -qw net.ipv6.conf.all.forwarding=0
ip -n n2 link set e2 address 02:00:00:00:00:02
sleep 0.5
ip neigh show fd00::2
kill $monitor
grep "^fd00::2 " told
ip link del e1
