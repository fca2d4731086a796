# A link that others come to stand on, or no longer do, is told of
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip link set A up
ip link set B up
sleep 1.5
ip monitor link > /tmp/told &
sleep 0.5
ip link add mv link A type macvlan
ip link add mw link A type macvtap
ip link set mv up
ip link del mv
ip link del mw
ip link add vx type vxlan id 5 dstport 4789 dev A
ip link set vx type vxlan dev B
ip link del vx
ip link add vx type vxlan id 5 dstport 4789
ip link del vx
ip link add mv link C type macvlan
ip link add vx type vxlan id 5 dstport 4789 dev C
ip link del mv
sleep 0.5
kill %1
grep -v ether /tmp/told
