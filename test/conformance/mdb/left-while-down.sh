# A bridge that comes up again tells of the groups that it is not in any more, and forgets them.
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0
ip link add name br0 type bridge
ip link set dev br0 up
sleep 1.1
ip addr add fd00:1::4/64 dev br0
sleep 2.5
ip addr add fd00:1::5/64 dev br0
sleep 4
bridge mdb show dev br0
ip link set br0 down
bridge mdb show dev br0
sleep 0.5
ip addr add fd00:1::5/64 dev br0
ip link set br0 up
sleep 4.5
bridge mdb show dev br0
ip link set br0 down
ip link set br0 mtu 1200
ip link set br0 mtu 1500
ip link set br0 up
sleep 4.5
bridge mdb show dev br0
ip link del br0
