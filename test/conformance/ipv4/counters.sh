# What interfaces count, and what they do not
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:0b dev A
ip -n a neigh replace 10.0.0.1 lladdr 02:00:00:00:00:0a dev B
sleep 1.2
ip -s -s link show A > /dev/null
ping -q -c 3 -i 0.05 10.0.0.2 | grep loss
ip -s link show A | tail -n 4
ip -n a -s link show B | tail -n 4
ping -q -c 1 -s 2000 10.0.0.2 | grep loss
ip -s link show A | tail -n 4
ip -n a link set B mtu 500
ping -q -c 1 -W 0.2 -s 1200 10.0.0.2 | grep loss
ip -s link show A | tail -n 4
ip -n a -s link show B | tail -n 4
ip neigh replace 10.0.0.9 lladdr 02:00:00:00:00:99 dev A
ping -q -c 1 -W 0.2 10.0.0.9 | grep loss
ip -n a -s link show B | tail -n 4
ip -s link show lo | tail -n 4
ping -q -c 2 -i 0.05 10.0.0.1 | grep loss
ip -s link show lo | tail -n 4
cat /proc/net/dev | tr -s ' '
ip link del A
ip netns del a
