# An overlay by hand as docker makes it: who answers for others, and what is missed
# oracle: vm
for n in a b ovA ovB; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add under type bridge; sysctl -qw net.ipv6.conf.all.disable_ipv6=1; ip addr add 172.31.0.1/24 dev under; ip link set under up
ip netns add far; ip link add eth0 netns far type veth peer name pfar; ip link set pfar master under up; ip -n far addr add 172.31.0.2/24 dev eth0; ip -n far link set eth0 up; ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip -n ovA link add dev br0 type bridge; ip -n ovA addr add 192.168.0.1/24 dev br0; ip -n ovA link set br0 up
ip link add dev vxlan1 type vxlan id 42 proxy learning l2miss l3miss dstport 4789
ip link set vxlan1 netns ovA
ip -n ovA link set vxlan1 master br0
ip -n ovA link set vxlan1 up
ip -n ovA -d link show vxlan1
ip -n ovA -d -j link show vxlan1 | grep -o '"proxy":[a-z]*\|"rsc":[a-z]*\|"l.miss":[a-z]*'
ip -n far link add dev vxlan1 type vxlan id 42 proxy learning dstport 4789
ip -n far link set vxlan1 netns ovB
ip -n ovB link add dev br0 type bridge; ip -n ovB addr add 192.168.0.1/24 dev br0; ip -n ovB link set br0 up
ip -n ovB link set vxlan1 master br0
ip -n ovB link set vxlan1 up
ip -n ovA link add dev veth1 mtu 1450 type veth peer name eth0 netns a address 02:42:c0:a8:00:02 mtu 1450
ip -n ovA link set veth1 master br0 up; ip -n a link set eth0 up; ip -n a addr add 192.168.0.2/24 dev eth0
ip -n ovB link add dev veth1 mtu 1450 type veth peer name eth0 netns b address 02:42:c0:a8:00:03 mtu 1450
ip -n ovB link set veth1 master br0 up; ip -n b link set eth0 up; ip -n b addr add 192.168.0.3/24 dev eth0
ip netns exec ovA ip monitor neigh >> miss & sleep 0.3
ip netns exec a ping -c 1 -W 0.5 192.168.0.3 | grep received; sleep 1
ip -n a neigh
sort -u miss | grep vxlan1
ip -n ovA neigh add 192.168.0.3 lladdr 02:42:c0:a8:00:03 dev vxlan1
ip -n a neigh flush all
: > miss; ip netns exec a ping -c 1 -W 0.5 192.168.0.3 | grep received
sleep 0.3; ip -n a neigh show 192.168.0.3 | sed 's/ [A-Z]*$//'
sort -u miss | grep 'vxlan1.*lladdr 02:42:c0:a8:00:03'
ip netns exec ovA bridge fdb add 02:42:c0:a8:00:03 dev vxlan1 self dst 172.31.0.2 vni 42 port 4789
: > miss; ip netns exec a ping -c 1 -W 0.5 192.168.0.3 | grep received
ip -n ovB neigh add 192.168.0.2 lladdr 02:42:c0:a8:00:02 dev vxlan1
ip netns exec ovB bridge fdb add 02:42:c0:a8:00:02 dev vxlan1 self dst 172.31.0.1 vni 42 port 4789
ip -n a neigh flush all; ip -n b neigh flush all
ip netns exec a ping -c 2 -i 0.2 -W 0.5 192.168.0.3 | grep received
ip -n b neigh show 192.168.0.2 | sed 's/ [A-Z]*$//'
ip -n ovA neigh show dev vxlan1
ip -n ovA neigh change 192.168.0.3 lladdr 02:42:c0:a8:00:03 dev vxlan1 nud stale; ip -n a neigh flush all
ip netns exec a ping -c 1 -W 0.5 192.168.0.3 | grep received
kill %1; wait; ip -n a neigh flush all; sleep 1.2
for n in a b ovA ovB far; do ip netns del $n; done; ip link del under
