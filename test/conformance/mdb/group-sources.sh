# A source that is a group itself
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
ip link set br0 up
bridge mdb add dev br0 port A grp 239.1.1.6 src 239.1.1.1 permanent
bridge mdb add dev br0 port A grp ff05::6 src ff05::1 permanent
bridge mdb add dev br0 port A grp 239.1.1.6 src 255.255.255.255 permanent
bridge mdb add dev br0 port A grp 239.1.1.6 src 0.0.0.0 permanent
bridge mdb add dev br0 port A grp ff05::6 src :: permanent
bridge mdb del dev br0 port A grp 239.1.1.6 src 239.1.1.1
bridge mdb del dev br0 port A grp ff05::6 src ff05::1
bridge mdb
