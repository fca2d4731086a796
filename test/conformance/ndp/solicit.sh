# Neighbor discovery: who is asked and how often, and who is found gone
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.accept_dad=0 net.ipv6.conf.A.accept_ra=0
ip netns exec a sysctl -qw net.ipv6.conf.B.accept_dad=0 net.ipv6.conf.B.accept_ra=0
ip addr add 2001:db8::1/64 dev A
ip -n a addr add 2001:db8::2/64 dev B
ip link set A up
ip -n a link set B up
sleep 1.2
ip netns exec a tcpdump --immediate-mode -l -tn -i B 'icmp6 and ip6[40] > 134' > cap 2> err & sleep 1
ping -c 1 2001:db8::2 | grep loss
ip neigh
sysctl -qw net.ipv6.neigh.A.retrans_time_ms=100 net.ipv6.neigh.A.mcast_solicit=2
ping -c 1 -W 1 2001:db8::9
ip neigh show 2001:db8::9
ip neigh replace 2001:db8::2 lladdr 02:00:00:00:00:99 dev A nud stale
sysctl -qw net.ipv6.neigh.A.delay_first_probe_time=0
ping -c 1 -W 0.9 2001:db8::2 | grep loss
ip neigh show 2001:db8::2
ping -c 1 2001:db8::2 | grep loss
ip neigh show 2001:db8::2
sleep 0.4
kill %1
wait
cat cap
ip link del A
ip netns del a
