# How often and how fast a host asks: retrans_time_ms, mcast_solicit
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
sysctl net.ipv4.neigh.A.retrans_time_ms net.ipv4.neigh.A.mcast_solicit
sysctl -qw net.ipv4.neigh.A.retrans_time_ms=100 net.ipv4.neigh.A.mcast_solicit=2
ip netns exec a tcpdump --immediate-mode -l -tn -i B arp > cap 2> err & sleep 1
ping -c 1 -W 1 10.0.0.9
ip neigh
sleep 0.4
kill %1
wait
cat cap
sysctl -qw net.ipv4.neigh.A.mcast_solicit=0
ping -c 1 -W 1 10.0.0.10
ip neigh
ip link del A
ip netns del a
