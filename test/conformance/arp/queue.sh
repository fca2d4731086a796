# How many packets wait for a neighbor: unres_qlen
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
sysctl -qw net.ipv4.neigh.A.unres_qlen=1 net.ipv4.neigh.A.retrans_time_ms=100
sysctl net.ipv4.neigh.A.unres_qlen net.ipv4.neigh.A.unres_qlen_bytes
ping -c 3 -i 0.01 -W 0.5 10.0.0.9
sysctl -qw net.ipv4.neigh.A.unres_qlen_bytes=1000
sysctl net.ipv4.neigh.A.unres_qlen net.ipv4.neigh.A.unres_qlen_bytes
sysctl -w net.ipv4.neigh.A.unres_qlen_bytes=-1
sysctl -w net.ipv4.neigh.A.retrans_time_ms=abc
sysctl -w net.ipv4.neigh.A.mcast_solicit=-1
sysctl -w net.ipv4.neigh.Z.mcast_solicit=1
sysctl net.ipv4.neigh.default.gc_thresh1 net.ipv4.neigh.default.mcast_solicit
ip link del A
ip netns del a
