# ethtool -S: of each queue of ifb and veth
# oracle: root
ip link add i0 type ifb
ip link add i1 numtxqueues 3 type ifb
ip link add v0 numtxqueues 2 numrxqueues 2 type veth peer name e0
sysctl -qw net.ipv6.conf.i0.disable_ipv6=1
ethtool -S i1
ip link set i0 up
ip addr add 192.0.2.1/24 dev i0
ping -c 1 -W 0.5 -q 192.0.2.2 | grep loss | sed 's/, time.*//'
ethtool -S i0
ethtool -S v0 | grep -v peer_ifindex
ethtool -S e0 | grep -v peer_ifindex
ethtool -S lo
ip link add v1 type veth peer name e1 numtxqueues 2 numrxqueues 3
ethtool -S v1 | grep -c queue
ethtool -S e1 | grep -c queue
ls /sys/class/net/e1/queues /sys/class/net/e0/queues
ip link del v1
ip link del i0
ip link del i1
ip link del v0
