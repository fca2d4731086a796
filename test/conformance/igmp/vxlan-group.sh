# The group of a VXLAN interface is told of where its packets go; two interfaces of a group, and an address of it
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add other
ip netns exec other sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add eth0 address 02:00:00:00:00:0a type veth peer name B netns other
ip -n other link set B up
ip addr add 192.0.2.1/24 dev eth0
ip link set eth0 up
ip netns exec other tcpdump -tnlev -c 2 -i B igmp > first.txt 2> err & sleep 1
ip link add vx1 type vxlan id 1 group 239.9.9.9 dev eth0 dstport 4789
ip link add vx2 type vxlan id 2 group 239.9.9.9 dev eth0 dstport 4789
ip maddr show dev eth0
ip link set vx1 up
wait
cat first.txt
ip link set vx2 up
ip addr add 239.9.9.9/32 dev eth0 autojoin
ip link set vx1 down
ip link set vx2 down
ip -4 maddr show dev eth0
ip netns exec other tcpdump -tnlev -c 4 -i B igmp > second.txt 2> err & sleep 1
ip addr del 239.9.9.9/32 dev eth0
sleep 1.3
ip maddr show dev eth0
ip link set vx1 up
wait
cat second.txt
ip link set eth0 down
ip link set eth0 up
ip maddr show dev eth0
ip link set vx1 down
ip maddr show dev eth0
sleep 1.1
