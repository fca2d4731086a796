# An address that moves to another port, and one that may not
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 up
ip addr add 192.0.2.254/24 dev br0
ip netns add red
ip netns add blue
for netns in red blue; do ip netns exec $netns sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add A address 02:00:00:00:00:0a type veth peer name eth0 address 02:00:00:00:00:99 netns red
ip link add C address 02:00:00:00:00:0c type veth peer name eth0 address 02:00:00:00:00:99 netns blue
ip link set A master br0 up
ip link set C master br0 up
ip -n red addr add 192.0.2.1/24 dev eth0
ip -n blue addr add 192.0.2.2/24 dev eth0
ip -n red link set eth0 up
ip -n blue link set eth0 up
ip netns exec red ping -c 1 -W 1 -q 192.0.2.254 | grep loss
bridge fdb show br br0 dynamic
ip netns exec blue ping -c 1 -W 1 -q 192.0.2.254 | grep loss
bridge fdb show br br0 dynamic
bridge fdb replace 02:00:00:00:00:99 dev A master dynamic sticky
ip netns exec blue ping -c 1 -W 1 -q 192.0.2.254 | grep loss
bridge fdb show br br0
bridge fdb replace 02:00:00:00:00:99 dev A master static
ip netns exec blue ping -c 1 -W 1 -q 192.0.2.254 | grep loss
bridge fdb show br br0
bridge fdb replace 02:00:00:00:00:99 dev A master
ip netns exec blue ping -c 1 -W 1 -q 192.0.2.254 | grep loss
bridge fdb show br br0
bridge fdb replace 02:00:00:00:00:99 dev A master extern_learn
ip netns exec blue ping -c 1 -W 1 -q 192.0.2.254 | grep loss
bridge fdb show br br0
ip -n red neigh flush all
ip -n blue neigh flush all
ip neigh flush all
