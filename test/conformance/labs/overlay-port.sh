# A VXLAN interface as a bridge's port: its cost follows the card below, statistics of VLANs list the bridge first
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add card type veth peer name wire
ip link set wire up
ip link set card up
ip addr add 10.5.0.1/24 dev card
brctl addbr br0
ip link set br0 address 02:00:00:00:00:b0
ip link add over type vxlan id 7 dstport 4789 dev card local 10.5.0.1
ip link add free type vxlan id 8 dstport 4789 local 10.5.0.1
brctl addif br0 over
brctl addif br0 free
cat /sys/class/net/over/brport/path_cost /sys/class/net/free/brport/path_cost
bridge link show dev over | grep -o 'priority.*'
ip link add far type vxlan id 7 dstport 4789 dev nothere
brctl addif br0 card
bridge -s vlan show
ip link set over address 02:00:00:00:00:22 nomaster
sysctl -qw net.ipv6.conf.over.accept_dad=0
ip link set over up; sleep 0.6
bridge fdb show dev card | grep -c 33:33:ff:00:00:22
