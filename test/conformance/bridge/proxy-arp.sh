# A bridge answers for its neighbors on ports that ask it to
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 up
ip netns add red
ip netns exec red sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name eth0 address 02:00:00:00:00:0b netns red
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link set A master br0 up
ip link set C master br0 up
ip link set D up
ip -n red addr add 192.0.2.1/24 dev eth0
ip -n red link set eth0 up
ip netns exec red ping -c 1 -W 0.3 -q 192.0.2.9 | grep loss
ip -n red neigh flush all
ip neigh add 192.0.2.9 lladdr 02:00:00:00:00:99 dev br0 nud permanent
bridge fdb add 02:00:00:00:00:99 dev C master static
ip netns exec red ping -c 1 -W 0.3 -q 192.0.2.9 | grep loss
ip -n red neigh flush all
ip link set A type bridge_slave proxy_arp on
ip netns exec red ping -c 1 -W 0.3 -q 192.0.2.9 | grep loss
ip -n red neigh show 192.0.2.9 | cut -d' ' -f1-5
ip link del A
ip netns del red
ip link del br0
