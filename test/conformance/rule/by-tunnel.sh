# Rules on the number of the tunnel that a packet came by
# oracle: root
ip netns add a
ip netns add r
ip link add u0 netns a type veth peer name u1 netns r
ip -n a link set u0 up
ip -n r link set u1 up
ip -n r link set lo up
ip -n a addr add 192.0.2.1/24 dev u0
ip -n r addr add 192.0.2.2/24 dev u1
ip -n a link add x5 type vxlan id 5 remote 192.0.2.2 dstport 4789 noudpcsum
ip -n a link add x6 type vxlan id 6 remote 192.0.2.2 dstport 4789 noudpcsum
ip -n r link add v address 02:00:00:00:00:0f type vxlan external dstport 4789
ip -n a link set x5 up
ip -n a link set x6 up
ip -n r link set v up
ip -n r addr add 10.5.0.254/24 dev v
ip -n a addr add 10.5.0.1/24 dev x5
ip -n a neigh add 10.5.0.254 lladdr 02:00:00:00:00:0f dev x5 nud permanent
ip -n a neigh add 10.5.0.253 lladdr 02:00:00:00:00:0f dev x6 nud permanent
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
ip -n r route add 10.9.0.0/16 via 192.0.2.1 table 7
ip -n r rule add tun_id 5 lookup 7
ip -n a route add 10.9.0.1 via 10.5.0.254 dev x5
ip -n a route add 10.9.0.2 via 10.5.0.253 dev x6 src 10.5.0.1 onlink
ip netns exec a ping -c 1 -W 0.3 10.9.0.1 | grep loss
ip netns exec r cat /proc/net/snmp | grep Ip: | awk '{ print $7 }'
ip netns exec a ping -c 1 -W 0.3 10.9.0.2 | grep loss
ip netns exec r cat /proc/net/snmp | grep Ip: | awk '{ print $7 }'
ip -n r rule add tun_id 6 lookup 7
ip netns exec a ping -c 1 -W 0.3 10.9.0.2 | grep loss
ip netns exec r cat /proc/net/snmp | grep Ip: | awk '{ print $7 }'
ip -n r rule show tun_id 6
ip -n r route get 10.9.0.1
ip netns del a
ip netns del r
