# ping lets routers write their addresses and the time into its packets (-R, -T), and says what it does not take
# oracle: root
for n in a r b; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip -n a link set lo up
ip link add A netns a type veth peer name R1 netns r
ip link add B netns b type veth peer name R2 netns r
ip -n a addr add 10.1.0.2/24 dev A
ip -n r addr add 10.1.0.1/24 dev R1
ip -n r addr add 10.2.0.1/24 dev R2
ip -n b addr add 10.2.0.2/24 dev B
for d in "a A" "r R1" "r R2" "b B"; do set -- $d; ip -n $1 link set $2 up; done
ip -n a route add default via 10.1.0.1
ip -n b route add default via 10.2.0.1
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
ip netns exec a ping -R -c2 -i0.1 10.2.0.2
ip netns exec a ping -R -c1 10.1.0.2
ip netns exec a ping -R -q -c1 10.2.0.2
ip netns exec a ping -R -t1 -c1 10.2.0.2
ip netns exec a ping -R -c1 10.1.0.1 10.2.0.2 2>&1 | head -3
ip netns exec a ping -R -T tsonly -c1 10.2.0.2
ip netns exec a ping -T now -c1 10.2.0.2
ip netns exec a ping -T tsonly -c1 10.1.0.1 10.2.0.2 2>&1 | head -3
ip netns exec a ping -T tsprespec -c1 10.2.0.2
ip netns exec a ping -T tsandaddr -c1 10.2.0.2 | cut -f1,2
ip netns exec a ping -T tsprespec -c1 10.1.0.1 10.2.0.2 | cut -f1,2
ip netns exec a ping -N help 10.2.0.2 | head -2
ip netns exec a ping -e 7 -c1 10.2.0.2
ip netns exec a ping -r -c1 -W0.1 10.2.0.2
ip netns exec a ping -c1 -W0.1 -I lo 10.1.0.2
ip netns exec a ping -c1 -W0.1 -I 224.0.0.1 10.1.0.1
ip netns exec a ping -p 0x10 -c1 10.1.0.1
ip netns exec a ping -i 3000000 -c1 10.1.0.1
ip netns exec a ping -F -1 -c1 10.1.0.1
ip netns exec a ping4 -c1 ::1
ip netns exec a ping6 -V
ip -n a link del A
ip -n b link del B
ip -all netns delete
