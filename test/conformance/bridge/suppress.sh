# A port with neighbor suppression is not asked for whom the bridge knows
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 up
for n in 1 2; do
  ip netns add n$n
  ip netns exec n$n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
  ip link add A$n address 02:00:00:00:00:a$n type veth peer name eth0 address 02:00:00:00:00:b$n netns n$n
  ip link set A$n master br0 up
  ip -n n$n addr add 192.0.2.$n/24 dev eth0
  ip -n n$n link set eth0 up
done
bridge link set dev A2 neigh_suppress on
ip netns exec n1 ping -c 1 -W 0.3 -q 192.0.2.2 | grep loss
ip netns exec n1 ip neigh flush all
ip neigh add 192.0.2.2 lladdr 02:00:00:00:00:b2 dev br0 nud permanent
bridge fdb add 02:00:00:00:00:b2 dev A2 master static
ip -n n1 neigh flush all
ip -n n2 neigh flush all
ip -n n2 -s link show eth0 | tail -n +3 | awk 'NR==2 {print $2}' > /tmp/before
ip netns exec n1 arping -q -c 1 -w 1 -I eth0 192.0.2.2
echo $?
ip -n n2 -s link show eth0 | tail -n +3 | awk 'NR==2 {print $2}' | diff - /tmp/before && echo the same
ip netns exec n1 ping -c 1 -W 1 -q 192.0.2.2 | grep loss
ip -n n1 neigh show | cut -d' ' -f1-5
for n in 1 2; do ip link del A$n; ip netns del n$n; done
ip link del br0
