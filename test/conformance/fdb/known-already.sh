# Entries of addresses that are known already: used, looked after by others, replaced; what is told, and what is flushed
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
for i in A C; do ip link set $i master br0 up; done
for i in B D br0; do ip link set $i up; done
sleep 1.2
bridge monitor fdb > /tmp/fdb &
sleep 0.2
echo "= use on new"; bridge fdb add 02:00:00:00:00:90 dev A master use
bridge fdb show br br0 | grep :90
bridge fdb add 02:00:00:00:00:90 dev A master use
bridge fdb add 02:00:00:00:00:90 dev C master use
bridge fdb show br br0 | grep :90
bridge fdb replace 02:00:00:00:00:91 dev A master static sticky
bridge fdb add 02:00:00:00:00:91 dev C master use
bridge fdb show br br0 | grep :91
bridge fdb replace 02:00:00:00:00:91 dev A master static sticky
bridge fdb replace 02:00:00:00:00:91 dev A master static
bridge fdb show br br0 | grep :91
bridge fdb add 02:00:00:00:00:92 dev A master extern_learn
bridge fdb add 02:00:00:00:00:92 dev A master extern_learn
bridge fdb add 02:00:00:00:00:92 dev C master extern_learn
bridge fdb show br br0 | grep :92
bridge fdb add 02:00:00:00:00:92 dev A master use
bridge fdb show br br0 | grep :92
bridge fdb replace 02:00:00:00:00:92 dev A master extern_learn
bridge fdb replace 02:00:00:00:00:92 dev A master static
bridge fdb show br br0 | grep :92
bridge fdb replace 02:00:00:00:00:92 dev C master dynamic
bridge fdb show br br0 | grep :92
bridge fdb add 02:00:00:00:00:0a dev C master use
bridge fdb add 02:00:00:00:00:0a dev A master extern_learn
bridge fdb show br br0 | grep :0a
bridge fdb replace 02:00:00:00:00:0a dev A master static
bridge fdb show br br0 | grep :0a
bridge fdb replace 02:00:00:00:00:0a dev A master permanent
bridge fdb add 02:00:00:00:00:93 dev br0 self extern_learn permanent
bridge fdb add 02:00:00:00:00:93 dev br0 self extern_learn
bridge fdb show br br0 | grep :93
bridge fdb append 02:00:00:00:00:94 dev A master static
bridge fdb append 02:00:00:00:00:94 dev A master static
bridge fdb show br br0 | grep :94
echo = flush; bridge fdb add 02:00:00:00:00:96 dev A master extern_learn
bridge fdb add 02:00:00:00:00:97 dev A master dynamic
ip link set A type bridge_slave fdb_flush
bridge fdb show br br0 | grep ':9[67]'
ip link set A down
bridge fdb show br br0 | grep -v self
ip link set A up
ip link set br0 type bridge fdb_flush
bridge fdb show br br0 | grep -v self
sleep 0.1
kill $!
cat /tmp/fdb
bridge fdb del 02:00:00:00:00:94 dev A master
ip link set br0 type bridge ageing_time 0
sleep 0.2
bridge fdb add 02:00:00:00:00:95 dev A master use
bridge fdb show br br0 | grep :95
