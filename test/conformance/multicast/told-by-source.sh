# Where no route leads to a group, the address that one sends from tells the device; a group that is an address of one's own is at home
# oracle: root
for n in near far; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip -n $n link set lo up; done
ip link add n0 netns near type veth peer name f0 netns far
ip link add n1 netns near type veth peer name f1 netns far
for i in 0 1; do ip -n near link set n$i up; ip -n far link set f$i up; ip -n near address add 10.0.$i.1/24 dev n$i; ip -n far address add 10.0.$i.2/24 dev f$i; done
ip netns exec far timeout 20 socat -u UDP4-RECV:5000,ip-add-membership=239.1.1.1:f0,ip-add-membership=239.1.1.1:f1,ip-add-membership=224.0.0.77:f1 - > got 2> err &
sleep 0.7
say() { echo "$1" | ip netns exec near socat - UDP4-DATAGRAM:$2 2>&1 | sed -E 's/.*socat\[[0-9]+\]/socat/; s/0x[0-9a-f]+/P/'; sleep 0.2; tail -n 1 got; }
say one 239.1.1.1:5000
say two 239.1.1.1:5000,bind=10.0.0.1
say three 239.1.1.1:5000,bind=10.0.1.1
say four 224.0.0.77:5000,bind=10.0.1.1
say five 224.0.0.77:5000,ip-multicast-if=10.0.1.1
say six 239.1.1.1:5000,bind=10.0.9.1
ip netns exec near ping -c 1 -W 0.2 -I 10.0.1.1 224.0.0.1 | head -1
ip netns exec near ping -c 1 -W 0.2 -b -I 10.0.1.1 255.255.255.255 | head -1
ip netns exec near ping -c 1 -W 0.2 -I 10.0.1.1 10.0.1.255 | tail -2
ip netns exec near ping -c 1 -W 0.2 -I n1 10.0.1.255
ip -n near address add 239.1.1.1/32 dev n0 autojoin
say seven 239.1.1.1:5000,ip-multicast-if=10.0.1.1
say eight 239.1.1.1:5000,bind=10.0.1.1
ip -n near address del 239.1.1.1/32 dev n0
say nine 239.1.1.1:5000,ip-multicast-if=10.0.1.1
ip -n near route add 239.0.0.0/8 via 10.0.0.2
say ten 239.1.1.1:5000
ip -n near route replace 239.0.0.0/8 via 10.0.9.2
ip -n near route replace prohibit 239.0.0.0/8
say eleven 239.1.1.1:5000
say twelve 239.1.1.1:5000,bind=10.0.1.1
say thirteen 239.1.1.1:5000,ip-multicast-if=10.0.1.1
kill %1
rm got err
for n in near far; do ip netns del $n; done
