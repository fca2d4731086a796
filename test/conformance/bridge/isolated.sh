# Isolated ports reach others, but not each other
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 up
ip addr add 192.0.2.254/24 dev br0
for n in 1 2 3; do
  ip netns add n$n
  ip netns exec n$n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  ip link add A$n address 02:00:00:00:00:a$n type veth peer name eth0 address 02:00:00:00:00:b$n netns n$n
  ip link set A$n master br0 up
  ip -n n$n addr add 192.0.2.$n/24 dev eth0
  ip -n n$n link set eth0 up
done
bridge link set dev A1 isolated on
ip netns exec n1 ping -c 1 -W 1 -q 192.0.2.2 | grep loss
bridge link set dev A2 isolated on
ip netns exec n1 ip neigh flush all
ip netns exec n1 ping -c 1 -W 0.3 -q 192.0.2.2 | grep loss
ip netns exec n1 ping -c 1 -W 1 -q 192.0.2.3 | grep loss
ip netns exec n1 ping -c 1 -W 1 -q 192.0.2.254 | grep loss
bridge link set dev A3 flood off bcast_flood off
ip netns exec n1 ip neigh flush all
ip netns exec n1 ping -c 1 -W 0.3 -q 192.0.2.3 | grep loss
for n in 1 2 3; do ip link del A$n; ip netns del n$n; done
ip link del br0
