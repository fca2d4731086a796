# Monitor: a link is told of when another comes to stand on it, and when somebody listens to all of it
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
sleep 1.2
ip -d monitor link > events & monitor=$!
sleep 0.2
ip link add m1 link A type macvlan
ip link add m2 link A type macvtap
ip link del m1
ip link del m2
ip link add m1 link A type macvlan mode passthru
ip link set m1 up
ip link set m1 down
ip link del m1
ip link add v1 type vxlan id 7 dev A dstport 4789 remote 10.0.0.1
ip link del v1
ip link add i1 type ifb
ethtool -K i1 gso off
ethtool -K i1 gso off
ip link set i1 promisc on
ip link set i1 promisc off
ip link set i1 allmulticast on
sleep 0.2
kill $monitor
sed 's/promiscuity.*//' events
grep -o 'promiscuity [0-9]*' events
