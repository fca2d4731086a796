# Settings of neighbors per interface: units, other names, limits
# oracle: root
ip link add A type veth peer name B
sysctl -w net.ipv4.neigh.A.retrans_time_ms=1
sysctl net.ipv4.neigh.A.retrans_time_ms net.ipv4.neigh.A.retrans_time
sysctl -w net.ipv4.neigh.A.retrans_time=50
sysctl net.ipv4.neigh.A.retrans_time_ms net.ipv4.neigh.A.retrans_time
sysctl -w net.ipv6.neigh.A.retrans_time=50
sysctl net.ipv6.neigh.A.retrans_time_ms net.ipv6.neigh.A.retrans_time
sysctl -w net.ipv4.neigh.A.base_reachable_time=10
sysctl net.ipv4.neigh.A.base_reachable_time_ms
sysctl -w net.ipv4.neigh.A.unres_qlen=3
sysctl net.ipv4.neigh.A.unres_qlen net.ipv4.neigh.A.unres_qlen_bytes
sysctl -w net.ipv4.neigh.A.unres_qlen_bytes=5000
sysctl net.ipv4.neigh.A.unres_qlen net.ipv4.neigh.A.unres_qlen_bytes
sysctl -w net.ipv4.neigh.A.unres_qlen=1027505
sysctl -w net.ipv4.neigh.A.locktime=3
sysctl net.ipv4.neigh.A.locktime net.ipv6.neigh.A.locktime
sysctl -w net.ipv4.neigh.A.mcast_solicit=-1
sysctl -w net.ipv4.neigh.A.interval_probe_time_ms=0
sysctl -w net.ipv4.neigh.A.gc_stale_time=-1
sysctl -w net.ipv4.neigh.A.gc_stale_time=8589935
sysctl net.ipv4.neigh.B.retrans_time_ms
ip link set A name C
sysctl net.ipv4.neigh.C.retrans_time_ms
ip netns add a
ip link set C netns a
ip netns exec a sysctl net.ipv4.neigh.C.retrans_time_ms
ip link del B
ip netns del a
