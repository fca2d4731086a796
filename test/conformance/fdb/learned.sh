# What a bridge learns, forgets and keeps
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip netns add red
ip netns add blue
for netns in red blue; do ip netns exec $netns sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name eth0 address 02:00:00:00:00:0b netns red
ip link add C address 02:00:00:00:00:0c type veth peer name eth0 address 02:00:00:00:00:0d netns blue
ip link set A master br0 up
ip link set C master br0 up
ip link set br0 up
ip -n red addr add 192.0.2.1/24 dev eth0
ip -n blue addr add 192.0.2.2/24 dev eth0
ip -n red link set eth0 up
ip -n blue link set eth0 up
ip netns exec red ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge fdb show br br0
bridge -s fdb get 02:00:00:00:00:0b br br0
ip link set A type bridge_slave fdb_flush
bridge fdb show br br0 dynamic
ip netns exec red ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip link set br0 type bridge fdb_flush
bridge fdb show br br0
ip link set br0 type bridge ageing_time 0
ip netns exec red ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge fdb show br br0
ip link set br0 type bridge ageing_time 30000
ip link set A type bridge_slave learning off
ip netns exec red ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge fdb show br br0
bridge fdb add 02:00:00:00:00:0b dev C master static
ip netns exec blue ping -c 1 -W 1 -q 192.0.2.1 | grep loss
bridge fdb del 02:00:00:00:00:0b dev C master
ip netns exec blue ping -c 1 -W 1 -q 192.0.2.1 | grep loss
ip link set A down
bridge fdb show br br0
ip -n red neigh flush all
ip -n blue neigh flush all
ip neigh flush all
