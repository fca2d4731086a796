# Groups entered and taken away by hand
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link set A master br0
ip link set C master br0
for dev in br0 A B C D; do ip link set $dev up; done
bridge mdb
bridge mdb add dev br0 port A grp 239.1.1.1
bridge mdb add dev br0 port A grp 239.1.1.2 permanent
bridge mdb add dev br0 port A grp 239.1.1.3 temp
bridge mdb add dev br0 port C grp 239.1.1.4 src 10.0.0.1
bridge mdb add dev br0 port A grp ff0e::1
bridge mdb add dev br0 port A grp ff0e::1 src 2001:db8::1 permanent
bridge mdb add dev br0 port br0 grp 239.1.1.5
bridge mdb add dev br0 port A grp 01:02:03:04:05:06 permanent
bridge mdb add dev br0 port A grp 239.1.1.9 vid 5
bridge mdb show
bridge -d mdb show
bridge -j mdb show
bridge -j -d mdb show
bridge -c mdb show
bridge mdb show dev br0
bridge mdb show dev A
bridge mdb show vid 5
bridge mdb show vid 1
bridge mdb del dev br0 port A grp 239.1.1.1
bridge mdb del dev br0 port A grp 239.1.1.1
bridge mdb del dev br0 port C grp 239.1.1.4 src 10.0.0.1
bridge mdb del dev br0 port br0 grp 239.1.1.5
bridge mdb show
ip link set A down
bridge mdb show
ip link set A nomaster
bridge mdb show
