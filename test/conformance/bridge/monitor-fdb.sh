# What bridge monitor tells of forwarding entries and groups
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set br0 up
ip link set B up
bridge monitor fdb > /tmp/fdb &
sleep 0.2
ip link set A master br0
ip link set A up
sleep 1.2
bridge fdb add 02:00:00:00:00:99 dev A master static
bridge fdb replace 02:00:00:00:00:99 dev A master
bridge fdb del 02:00:00:00:00:99 dev A master
bridge fdb add 02:00:00:00:00:98 dev A self
bridge link set dev A cost 5
ip link set A address 02:00:00:00:00:aa
sleep 0.1
kill $!
cat /tmp/fdb
bridge -d monitor all > /tmp/all &
sleep 0.2
bridge mdb add dev br0 port A grp 239.1.1.1 permanent
bridge mdb del dev br0 port A grp 239.1.1.1
bridge fdb add 02:00:00:00:00:97 dev A master static
bridge link set dev A cost 7
sleep 0.1
kill $!
cat /tmp/all
