# Sources of groups: which there may be, zeros for none; groups of the link layer that the bridge's own host is in
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
for i in C A; do ip link set $i master br0; done
for i in A B C D br0; do ip link set $i up; done
sleep 0.5
bridge mdb add dev br0 port br0 grp 239.1.1.3 src 10.0.0.1
bridge mdb add dev br0 port br0 grp 239.1.1.3 src 10.0.0.1 permanent
bridge mdb add dev br0 port A grp 239.1.1.5 src 224.0.0.1 permanent
bridge mdb add dev br0 port A grp 239.1.1.5 src 239.1.1.1
bridge mdb add dev br0 port br0 grp 239.1.1.5 src 239.1.1.1
bridge mdb del dev br0 port A grp 239.1.1.5 src 239.1.1.1
bridge mdb add dev br0 port A grp 239.1.1.5 src 0.0.0.0 permanent
bridge mdb add dev br0 port br0 grp 239.1.1.4 src 0.0.0.0
bridge mdb add dev br0 port A grp 239.1.1.5 permanent
bridge mdb add dev br0 port A grp ff0e::5 src ff0e::1
bridge mdb add dev br0 port A grp ff0e::5 src :: permanent
bridge mdb add dev br0 port A grp ff0e::5 src 10.0.0.1
bridge mdb add dev br0 port A grp 239.1.1.5 src fe80::1
bridge mdb add dev br0 port A grp 01:02:03:04:05:06 src 10.0.0.1
bridge mdb add dev br0 port A grp 239.1.1.5 src 255.255.255.255
bridge mdb add dev br0 port A grp 239.1.1.5 src 127.0.0.1
bridge mdb add dev br0 port A grp 01:02:03:04:05:06 permanent
bridge mdb add dev br0 port br0 grp 01:02:03:04:05:06 permanent
bridge mdb add dev br0 port br0 grp 01:02:03:04:05:07 permanent
bridge mdb add dev br0 port br0 grp 239.1.1.9
bridge mdb add dev br0 port A grp 239.1.1.9
bridge mdb
bridge mdb del dev br0 port A grp 239.1.1.5 src 0.0.0.0
sleep 0.2
ip link set A down
bridge mdb
ip link set A nomaster
bridge mdb
sleep 0.3
bridge mdb
ip link set A master br0
bridge mdb add dev br0 port A grp 01:02:03:04:05:08 permanent
bridge mdb add dev br0 port br0 grp 01:02:03:04:05:08 permanent
bridge mdb del dev br0 port A grp 01:02:03:04:05:08 permanent
sleep 0.2
bridge mdb
bridge mdb add dev br0 port C grp 01:02:03:04:05:09 permanent
bridge mdb add dev br0 port br0 grp 01:02:03:04:05:09 permanent
ip link set br0 down
bridge mdb
bridge mdb del dev br0 port C grp 01:02:03:04:05:09 permanent
ip link set br0 up
sleep 0.3
ip link add br1 address 02:00:00:00:01:01 type bridge
ip link add E address 02:00:00:00:00:0e type veth peer name F address 02:00:00:00:00:0f
ip link set E master br1
for i in E F br1; do ip link set $i up; done
sleep 0.5
bridge mdb add dev br1 port br1 grp 01:02:03:04:05:09 permanent
bridge mdb add dev br1 port E grp 01:02:03:04:05:09 permanent
bridge mdb del dev br1 port E grp 01:02:03:04:05:09 permanent
sleep 0.2
bridge mdb show dev br1
bridge mdb add dev br1 port E grp 01:02:03:04:05:0a permanent
bridge mdb add dev br1 port br1 grp 01:02:03:04:05:0a permanent
bridge mdb del dev br1 port br1 grp 01:02:03:04:05:0a permanent
sleep 0.2
bridge mdb show dev br1
