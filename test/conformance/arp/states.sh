# From REACHABLE to STALE, PROBE and FAILED with short times
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
sysctl -qw net.ipv4.neigh.A.base_reachable_time_ms=200 net.ipv4.neigh.A.delay_first_probe_time=0 net.ipv4.neigh.A.retrans_time_ms=100
sysctl net.ipv4.neigh.A.base_reachable_time net.ipv4.neigh.A.base_reachable_time_ms net.ipv4.neigh.A.retrans_time net.ipv4.neigh.A.delay_first_probe_time
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:0b dev A nud reachable
ip neigh
sleep 0.8
ip neigh
ping -c 1 10.0.0.2 | grep loss
sleep 0.1
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:99 dev A nud stale
ip netns exec a tcpdump --immediate-mode -l -tne -i B arp > cap 2> err & sleep 1
ping -c 1 -W 0.9 10.0.0.2 | grep loss
ip neigh
sleep 0.4
kill %1
wait
cat cap
ip link del A
ip netns del a
