# A bridge that is to know more groups than it may snoops no longer
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link set br0 type bridge mcast_hash_max 2
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
for i in A B br0; do ip link set $i up; done
sleep 0.5
bridge mdb
bridge mdb add dev br0 port A grp 239.1.1.1 permanent
bridge mdb add dev br0 port A grp 239.1.1.2 permanent
bridge mdb add dev br0 port A grp 239.1.1.3 permanent
bridge mdb
cat /sys/class/net/br0/bridge/multicast_snooping
bridge mdb add dev br0 port A grp 239.1.1.4 permanent
ip link set br0 type bridge mcast_snooping 1
bridge mdb
bridge mdb add dev br0 port A grp 239.1.1.4 permanent
bridge mdb add dev br0 port A grp 239.1.1.1 src 10.0.0.1 permanent
ip link set br0 type bridge mcast_hash_max 1000
cat /sys/class/net/br0/bridge/hash_max
ip link set br0 type bridge mcast_hash_max 0
cat /sys/class/net/br0/bridge/hash_max
