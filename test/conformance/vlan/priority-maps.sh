# Maps of priorities: how they are told, and the tags that packets of a type of service get
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add b
ip link add e0 type veth peer name e1 netns b
ip netns exec b sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link set e0 up
ip -n b link set e1 up
ip link add link e0 name e0.5 type vlan id 5 egress-qos-map 0:3 6:5 2:1 ingress-qos-map 3:2 5:0
ip -d link show e0.5
ip -d -o link show e0.5
ip -d -j link show e0.5 | tr "{" "\n" | grep -A12 qos
ip -n b link add link e1 name e1.5 type vlan id 5
ip -n b link set e1.5 type vlan egress-qos-map 16:1 0:2 32:4 16:6 1:0 4:9
ip -n b -d link show e1.5
ip -n b link set e1.5 type vlan egress-qos-map 0:0 ingress-qos-map 7:7 9:3 0:0
ip -n b -d link show e1.5
ip netns exec b cat /proc/net/vlan/e1.5
ip addr add 10.5.0.1/24 dev e0.5
ip -n b addr add 10.5.0.2/24 dev e1.5
ip link set e0.5 up
ip -n b link set e1.5 up
ip netns exec b tcpdump -c 8 -lnei e1 > /tmp/d 2> /dev/null &
sleep 0.8
ping -c 1 -W 1 10.5.0.2
ping -c 1 -W 1 -Q 0x10 10.5.0.2
ping -c 1 -W 1 -Q 0x08 10.5.0.2
wait
grep -o "ethertype.*" /tmp/d | sed 's/id [0-9]*,/id N,/g'
ip link set e0.5 type vlan egress-qos-map
ip link set e0.5 type vlan egress-qos-map x:3
ip link set e0.5 type vlan egress-qos-map 3
ip link set e0.5 type vlan egress-qos-map 3:
ip link set e0.5 type vlan egress-qos-map 3:4294967296
ip link set e0.5 type vlan ingress-qos-map 3:x
ip link set e0.5 type vlan egress-qos-map 1:4 gvrp on
ip -d link show e0.5
ip link add link e0 name e0.7 type vlan egress-qos-map 1:4
