# Rules decide what leads to a gateway; a node of the tree without a route, and what route takes for a host.
# oracle: root
ip link add vethc1 type veth peer name eth1
ip addr add 10.0.0.1/24 dev vethc1
ip link set vethc1 up
ip rule add not from 10.0.0.0/8 prohibit priority 100
ip route add 172.16.0.0/12 via 10.0.0.7 table 70000
ip rule add goto 200 priority 90
ip route add 172.16.0.0/12 via 10.0.0.7 table 70000
ip rule add blackhole priority 200
ip route add 172.16.0.0/12 via 10.0.0.7
ip rule del priority 200
ip rule add iif lo oif eth1 prohibit priority 80
ip route add 172.17.0.0/16 via 10.0.0.7
ip route show table all
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link set br0 up
ip -6 route change default via 2001:db8::9 dev br0 onlink
ip -6 route change fd00::/64 dev br0
ip -6 route add fd00:0:0:1::/64 dev br0
ip -6 route add fd00:0:0:2::/64 dev br0
ip -6 route change fd00::/62 dev br0
ip -6 route change fd00::/61 dev br0
route del 172.16.0.0/12
route add 10.5.0.0/16 dev vethc1
route add 10.5.0.1/32 dev vethc1
route del -net 10.5.0.0/16
