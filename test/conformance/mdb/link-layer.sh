# A group that is a hardware address goes only where it is wanted
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
for n in 1 2; do
  ip netns add n$n
  ip netns exec n$n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  ip link add A$n address 02:00:00:00:00:a$n type veth peer name eth0 address 02:00:00:00:00:b$n netns n$n
  ip link set A$n master br0 up
  ip -n n$n addr add 192.0.2.$n/24 dev eth0
  ip -n n$n link set eth0 up
done
ip link set br0 up
bridge link set dev A2 mcast_flood off
ip netns exec n1 ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip -n n1 neigh flush all
bridge link set dev A2 bcast_flood off
ip netns exec n1 ping -c 1 -W 0.3 -q 192.0.2.2 | grep loss
for n in 1 2; do ip link del A$n; ip netns del n$n; done
ip link del br0
