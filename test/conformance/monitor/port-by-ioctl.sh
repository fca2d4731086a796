# A port joins by brctl: what the bridge says of itself comes before link watch sees that no port works.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add br0 address 02:00:00:00:00:0c type bridge
ip link set br0 up
sleep 1.5
bash -c 'ip monitor all > told & sleep 0.5; brctl addif br0 A; sleep 1.5; kill $!; wait; cat told'
bash -c 'ip monitor all > told & sleep 0.5; brctl delif br0 A; sleep 1.5; kill $!; wait; cat told'
bash -c 'ip monitor all > told & sleep 0.5; brctl addif br0 A; brctl addif br0 B; sleep 1.5; kill $!; wait; cat told'
