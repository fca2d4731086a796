# Neighbor solicitations on a VXLAN interface that answers for others
# oracle: vm
ip netns add a; ip netns add ov
for n in a ov; do ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; done
ip -n ov link add br0 type bridge mcast_snooping 0
ip -n ov link add vx type vxlan id 7 proxy l2miss l3miss dstport 4789 nolearning
ip -n ov link set vx master br0 addrgenmode none
ip -n ov link set br0 addrgenmode none up
ip -n ov link add p address 02:00:00:00:00:0b type veth peer name eth0 address 02:00:00:00:00:0a netns a
ip -n ov link set p addrgenmode none master br0 up
ip -n ov link set vx up
ip -n a link set eth0 addrgenmode none up
ip -n a addr add fd00::1/64 dev eth0 nodad
ip netns exec ov ip monitor neigh >> miss & sleep 0.3
ip netns exec a ping -c 1 -W 0.4 fd00::2 | grep received; sleep 0.2
sort -u miss | grep 'fd00::2'
ip -n ov neigh add fd00::2 lladdr 02:00:00:00:00:02 dev vx nud permanent
: > miss; ip -n a neigh flush all
ip netns exec a ping -c 1 -W 0.4 fd00::2 | grep received; sleep 0.3
ip -n a neigh show fd00::2 | sed 's/ [A-Z]*$//'
sort -u miss | grep '02:00:00:00:00:02'
ip netns exec ov bridge fdb add 02:00:00:00:00:02 dev vx self dst 192.0.2.9
ip -n a neigh flush all
ip netns exec a ping -c 1 -W 0.4 fd00::2 | grep received; sleep 0.2
ip -n a neigh show fd00::2 | sed 's/ [A-Z]*$//'
kill %1; wait; ip netns del a; ip netns del ov
