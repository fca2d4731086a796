# What rtnetlink tells of networks of VXLAN interfaces and of the entries that come with them
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip link set A up
ip link set B up
ip link add vx type vxlan external vnifilter dstport 4789 dev A
ip link set vx address 02:00:00:00:00:10
ip nexthop add id 1 via 10.0.0.2 fdb
ip nexthop add id 10 group 1 fdb
bridge monitor vni > /tmp/vnis &
bridge monitor all > /tmp/all &
ip monitor neigh > /tmp/neigh &
sleep 0.5
bridge vni add dev vx vni 5-6 remote 10.0.0.2
bridge vni add dev vx vni 7
bridge vni add dev vx vni 7
bridge vni add dev vx vni 7 group 239.1.1.1
bridge vni delete dev vx vni 6
bridge vni delete dev vx vni 99
bridge fdb add 02:00:00:00:00:01 dev vx nhid 10 src_vni 5
bridge fdb del 02:00:00:00:00:01 dev vx src_vni 5
ip link del vx
sleep 0.5
kill %1 %2 %3
cat /tmp/vnis
cat /tmp/all
cat /tmp/neigh
