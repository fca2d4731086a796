# What monitors tell of a bridge whose ports come and go
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
# Both pairs come up before anybody listens: bridge monitor asks for the peer by number, which may come before link watch looks at it.
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link set A up
ip link set B up
ip link set C up
ip link set D up
sleep 2.3
ip monitor all > events & ip=$!
bridge monitor all > ports & bridge=$!
sleep 0.2
ip link add br0 type bridge
ip link set dev br0 type bridge ageing_time 20000
ip link set A master br0
ip link set A nomaster
ip link set A master br0
ip link set br0 up
sleep 1.3
ip link set C master br0
ip link set dev br0 type bridge ageing_time 30000
ip link set dev A type bridge_slave cost 5
bridge link set dev A cost 9
bridge fdb add 02:00:00:00:00:07 dev A master static
bridge fdb replace 02:00:00:00:00:07 dev C master static
bridge fdb add 02:00:00:00:00:0e dev A master temp
bridge fdb flush dev br0
bridge fdb add 02:00:00:00:00:0e dev A master dynamic
ip link set dev A type bridge_slave fdb_flush
bridge fdb add 02:00:00:00:00:0f dev A master dynamic
ip link set A nomaster
ip link set C mtu 1400
ip link set C down
sleep 0.2
ip link del br0
sleep 0.2
kill $ip $bridge
cat events
cat ports
