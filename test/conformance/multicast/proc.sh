# The groups of links as the kernel's own tables have them
# oracle: root
sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
cat /proc/net/igmp
ip link add eth0 address 02:00:00:00:00:0a type veth peer name B
ip link set B up
ip link set eth0 up
sleep 0.2
cat /proc/net/igmp
cat /proc/net/igmp6
ip addr add 239.1.2.3/32 dev eth0 autojoin
ip addr add 2001:db8::1:2/64 dev eth0 nodad
ip addr add 2001:db8:1::1:2/64 dev eth0 nodad
ip link add vx type vxlan id 7 group 239.1.2.3 dev eth0 dstport 4789
sysctl -qw net.ipv6.conf.vx.disable_ipv6=1
ip link set vx up
ip maddr add 01:00:5e:00:00:99 dev eth0
sleep 2.2
cat /proc/net/igmp
grep -v vx /proc/net/igmp6
grep eth0 /proc/net/dev_mcast
ip link set vx down
ip addr del 239.1.2.3/32 dev eth0
ip link set eth0 down
sleep 0.2
cat /proc/net/igmp
grep eth0 /proc/net/igmp6
grep eth0 /proc/net/dev_mcast
cat /proc/net/igmp9
