# Pieces, and packets that may not be cut
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip netns exec a ping -c 2 -i 0.1 -s 3000 10.0.0.1 | grep loss
ping -c 1 -s 1472 -M do 10.0.0.2 | grep loss
ping -c 1 -s 1473 -M do 10.0.0.2
ip -n a link set B mtu 1000
ip netns exec a ping -c 1 -W 0.3 -s 1200 10.0.0.1 | grep loss
ip -n a link set B mtu 60
ip link set A mtu 67
ping -c 1 -W 0.3 10.0.0.2
ip link set A mtu 68
ip -n a link set B mtu 68
ping -c 1 -W 0.3 10.0.0.2 | grep loss
ping -c 1 -s 41 -M do 10.0.0.2
ip link del A
ip netns del a
