# Which address a host sends from: the route's, the gateway's network, what is gone
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip addr add 10.0.0.5/24 dev A
ip addr add 192.168.0.1/24 dev A
ip addr add 10.5.0.1/32 dev lo
ip -n a addr add 172.20.0.1/32 dev B
ip -n a addr add 192.168.0.2/32 dev B
ip -n a route add default via 10.0.0.1
ip route add 172.20.0.1 via 10.0.0.2
ip -n a route replace 192.168.0.0/24 dev B
ping -c 1 -W 0.3 172.20.0.1
ip route change 172.20.0.1 via 10.0.0.2 src 10.0.0.5
ip route get 172.20.0.1
ip route change 172.20.0.1 via 10.0.0.2 src 10.5.0.1
ip route get 172.20.0.1
ping -c 1 -W 0.3 172.20.0.1 | grep loss
ip route get 192.168.0.2
ping -c 1 -W 0.3 192.168.0.2 | grep loss
ip route change 172.20.0.1 via 10.0.0.2 src 10.5.0.9
ip route change 172.20.0.1 via 10.77.0.2
ip addr del 10.5.0.1/32 dev lo
ip route get 172.20.0.1
ping -c 1 -W 0.3 -I 10.5.0.1 172.20.0.1
ip link del A
ip netns del a
