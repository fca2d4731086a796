# A locked port takes frames only from whom it has been told of
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 up
ip addr add 192.0.2.254/24 dev br0
ip netns add red
ip netns exec red sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name eth0 address 02:00:00:00:00:0b netns red
ip link set A master br0 up
ip -n red addr add 192.0.2.1/24 dev eth0
ip -n red link set eth0 up
bridge link set dev A locked on learning off
ip netns exec red ping -c 1 -W 0.3 -q 192.0.2.254 | grep loss
bridge fdb show br br0
bridge fdb add 02:00:00:00:00:0b dev A master static
ip netns exec red ping -c 1 -W 1 -q 192.0.2.254 | grep loss
bridge fdb show br br0
ip link del A
ip netns del red
ip link del br0
