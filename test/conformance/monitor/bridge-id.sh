# The id of a bridge in messages while ports join and leave: none before the first port is counted
# oracle: root
ip link add br0 type bridge
ip link add v0 address 02:00:00:00:00:12 type veth peer name p0
ip link add v1 address 02:00:00:00:00:11 type veth peer name p1
for each in br0 v0 p0 v1 p1; do sysctl -qw net.ipv6.conf.$each.addr_gen_mode=1; done
ip link set v0 up
ip link set p0 up
ip link set br0 up
cat /sys/class/net/br0/bridge/bridge_id | cut -c 6-
sleep 2
ip -d monitor link > /run/joins &
sleep 0.5
ip link set v0 master br0
sleep 0.5
ip link set v1 master br0
sleep 0.5
ip link set v1 nomaster
ip link set v0 nomaster
sleep 0.5
ip link set v0 master br0
sleep 1.5
kill %1
sleep 0.2
grep -oE '^[^:]*: [^:]*:|state [a-z]+ |(bridge_id|designated_bridge|designated_root) [0-9a-f.:]*|tso_max_size [0-9]*|event .*' /run/joins
ip link set br0 address 02:00:00:00:00:07
ip -d link show br0 | grep -o 'bridge_id [^ ]*'
ip link add br1 address 02:00:00:00:00:08 type bridge
ip -d link show br1 | grep -o 'bridge_id [^ ]*'
ip link del br0
ip link del br1
ip link del v0
ip link del v1
