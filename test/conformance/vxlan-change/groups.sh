# Groups of an interface that is up go with where it sends to
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip link add br1 type bridge
ip link set br0 up
ip link set br1 up
ip link add vx0 type vxlan id 42 group 239.1.1.1 dev br0 dstport 4789
ip link set vx0 up
ip maddr show dev br0
ip link set vx0 type vxlan id 42 remote 10.0.0.3
ip maddr show dev br0
ip link set vx0 type vxlan group 239.1.1.2 dev br0
ip maddr show dev br0
ip link set vx0 type vxlan group 239.1.1.3
ip link set vx0 type vxlan group 239.1.1.3 dev br0
ip maddr show dev br0
ip link set vx0 type vxlan dev br1
ip maddr show dev br0
ip maddr show dev br1
ip link set vx0 type vxlan ttl 5
ip maddr show dev br1
ip link set vx0 down
ip maddr show dev br1
ip link set vx0 type vxlan group 239.1.1.4 dev br0
ip maddr show dev br0
ip link set vx0 up
ip maddr show dev br0
bridge fdb show dev vx0
bridge mdb show dev br0 dev
bridge mdb show vid 5 vid
bridge vlan show dev br0 dev
bridge vlan show dev br0 dev br1
bridge fdb get 02:00:00:00:00:01 vlan 5 vlan
bridge vni show dev vx0 dev
