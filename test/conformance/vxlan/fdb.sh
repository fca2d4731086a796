# The forwarding database of a VXLAN interface, and what may be changed of it
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up; ip link set B up
ip addr add 10.0.0.1/24 dev A
ip link add vx0 type vxlan id 42 remote 10.0.0.2
ip link add vx2 type vxlan id 44 remote 10.0.0.2 local 10.0.0.1 dev A dstport 4789
ip link add vx3 type vxlan id 45 group 239.1.1.1 dev A dstport 4789
ip link add vx4 type vxlan id 46 dstport 4789
ip link set vx0 up
ip link show vx0
ip addr add 192.168.0.1/24 dev vx0
ip addr show vx0
bridge fdb show dev vx0
bridge fdb show dev vx4
bridge fdb append 00:00:00:00:00:00 dev vx4 dst 10.0.0.5
bridge fdb append 00:00:00:00:00:00 dev vx4 dst 10.0.0.6
bridge fdb append 00:00:00:00:00:00 dev vx4 dst 10.0.0.6
bridge fdb add 02:00:00:00:00:05 dev vx4 dst 10.0.0.5
bridge fdb add 02:00:00:00:00:05 dev vx4 dst 10.0.0.6
bridge fdb append 02:00:00:00:00:05 dev vx4 dst 10.0.0.6
bridge fdb replace 02:00:00:00:00:05 dev vx4 dst 10.0.0.7
bridge fdb add 02:00:00:00:00:06 dev vx4 dst 10.0.0.6 port 8472 vni 99 via A
bridge fdb add 02:00:00:00:00:07 dev vx4
bridge fdb add 02:00:00:00:00:07 dev vx4 dst fd00::1
bridge fdb show dev vx4
bridge -j fdb show dev vx4
bridge fdb del 02:00:00:00:00:05 dev vx4 dst 10.0.0.7
bridge fdb del 02:00:00:00:00:05 dev vx4
bridge fdb del 00:00:00:00:00:00 dev vx4 dst 10.0.0.5
bridge fdb del 00:00:00:00:00:00 dev vx4
bridge fdb show dev vx4
ip link set vx4 type vxlan id 99
ip link set vx4 type vxlan remote 10.0.0.9
ip -d link show vx4
ip link set vx4 type vxlan ttl 5
ip link set vx4 type vxlan ageing 20
ip link set vx4 type vxlan nolearning
ip link set vx4 type vxlan dstport 1
ip -d link show vx4
ip link set A mtu 1400
ip -br link show vx2
ip link show vx2 | head -1
ip link set vx2 mtu 1450
ip link set vx2 mtu 1360
bridge fdb del 02:00:00:00:00:06 dev vx4 dst 10.0.0.6 port 8472 vni 99 via A
ip link del A
ip -br link
ip link set vx3 up
ip link set vx3 down
ip -d link show vx3

