# Groups that cannot be entered
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip link add br1 type bridge
ip link add A type veth peer name B
ip link set A master br0
bridge mdb add dev br0 port A grp 239.1.1.1
bridge mdb add dev br0 port A grp 239.1.1.1 permanent
for dev in br0 B; do ip link set $dev up; done
bridge mdb add dev br0 port A grp 239.1.1.1
bridge mdb add dev br0 port A grp 239.1.1.1 permanent
bridge mdb add dev br0 port A grp 239.1.1.1 permanent
bridge mdb add dev br0 port A grp 239.1.1.4 src ::1
bridge mdb add dev br0 port A grp ff0e::1 src 10.0.0.1
bridge mdb add dev br0 port A grp 239.1.1.4 src x
bridge mdb add dev br0 port br0 grp 239.1.1.5 permanent
bridge mdb add dev br0 port br0 grp 239.1.1.5
bridge mdb add dev br0 port br0 grp 239.1.1.5
bridge mdb add dev br0 port A grp 224.0.0.5
bridge mdb add dev br0 port A grp ff02::1
bridge mdb add dev br0 port A grp 10.0.0.1
bridge mdb add dev br0 port A grp 01:02:03:04:05:07
bridge mdb add dev br0 port A grp 00:02:03:04:05:06 permanent
bridge mdb add dev br0 port A grp x
bridge mdb add dev br0 port A
bridge mdb add dev br0 grp 239.1.1.1
bridge mdb add port A grp 239.1.1.1
bridge mdb add dev nope port A grp 239.1.1.1
bridge mdb add dev br0 port nope grp 239.1.1.1
bridge mdb add dev br0 port B grp 239.1.1.1
bridge mdb add dev br1 port A grp 239.1.1.1
bridge mdb add dev A port A grp 239.1.1.1
bridge mdb add dev br0 port A grp 239.1.1.9 vid 5000
bridge mdb add dev
bridge mdb del dev br0 port A grp 239.1.1.99
bridge mdb del dev br0 port B grp 239.1.1.1
bridge mdb show dev nope
bridge mdb show dev br0 dev br1
bridge mdb foo
ip link set br0 type bridge mcast_snooping 0
bridge mdb add dev br0 port A grp 239.1.1.21 permanent
bridge mdb show
