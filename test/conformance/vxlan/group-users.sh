# How many sockets of VXLAN interfaces listen to a group: one for each port, as often as there is one up
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip link set A up; ip link set B up
sleep 1.3
ip link add vx1 type vxlan id 41 group 239.1.1.1 dev A dstport 4789
ip link add vx2 type vxlan id 42 group 239.1.1.1 dev A dstport 4789
ip link add vx3 type vxlan id 43 group 239.1.1.1 dev A dstport 4790
ip link set vx1 up
grep 010101EF /proc/net/igmp
ip link set vx2 up
grep 010101EF /proc/net/igmp
ip link set vx3 up
grep 010101EF /proc/net/igmp
ip -4 maddr show dev A
ip addr add 239.1.1.1/32 dev A autojoin
ip -4 maddr show dev A
ip link set vx1 down
ip -4 maddr show dev A
ip link set vx2 down
ip -4 maddr show dev A
ip addr del 239.1.1.1/32 dev A
ip -4 maddr show dev A
ip link del vx3
ip -4 maddr show dev A
ip link del vx1
ip link del vx2
ip link add vx1 type vxlan id 41 group ff05::9 dev A dstport 4789
ip link add vx2 type vxlan id 42 group ff05::9 dev A dstport 4790
ip link set vx1 up
ip link set vx2 up
sleep 1.3
ip -6 maddr show dev A
ip link set vx1 down
ip -6 maddr show dev A
ip link set vx2 down
ip -6 maddr show dev A
ip link del A
