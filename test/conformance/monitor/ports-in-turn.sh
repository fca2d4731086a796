# A bridge goes over its ports with the newest first; messages about ports know nothing of namespaces; labels come before anybody looks
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add east
ip netns exec east sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:09 type bridge
for i in 1 2 3; do ip link add s$i address 02:00:00:00:00:0$i type veth peer name e$i; ip link set s$i master br0; ip link set s$i up; ip link set e$i up; done
ip link add s4 address 02:00:00:00:00:04 type veth peer name e4 index 2 netns east
ip link set s4 master br0
ip link set s4 up
ip -n east link set e4 up
sleep 0.5
ip link set s2 down
sleep 1.2
bridge monitor link > ports &
ip monitor link > links &
ip monitor all dev s4 > all &
sleep 0.4
ip link set br0 up
sleep 1.5
ip link set s4 type bridge_slave cost 7
ip neigh add 10.0.0.7 dev br0 lladdr 02:00:00:00:00:07 nud permanent
ip neigh add 10.0.0.8 dev s4 lladdr 02:00:00:00:00:07 nud permanent
bridge fdb add 02:00:00:00:00:77 dev s1 master static
ip link set s4 type bridge_slave cost 8
sleep 0.3
ip link set br0 down
sleep 0.3
ip link del br0
sleep 0.4
kill %1 %2 %3
wait
cut -c 1-60 ports
cut -c 1-60 links
cut -c 1-90 all
ip monitor link dev s9
rm ports links all
for i in 1 2 3 4; do ip link del s$i; done
ip netns del east
