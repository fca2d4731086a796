# Links that are held down: protodown and its reasons
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip link add m1 link A type macvlan mode bridge
ip link add m2 link A type macvtap mode bridge
ip link add v5 type vxlan id 5 dstport 4789
ip tuntap add t1 mode tap
ip link set A protodown on
ip link set A protodown off
ip link set A protodown_reason 1 on
ip link set A protodown frob
ip link set lo protodown on
ip link set t1 protodown on
ip link set m1 protodown on
ip link show m1
ip -d link show m1
cat /sys/class/net/m1/proto_down
ip link set m1 up
ip link show m1
ip link set m1 protodown_reason 3 on
ip link show m1
ip link set m1 protodown off
ip link set m1 protodown_reason 3 off
ip link set m1 protodown off
sleep 1.1
ip link show m1
ip link set m1 protodown_reason 0 on protodown_reason 1 on
ip link show m1
ip link set m1 protodown_reason 0 on
ip link show m1
ip -j link show m1 | grep -o '"proto.*'
ip -d -j link show m1 | grep -o '"proto.*' | grep -o '^[^}]*'
ip link set m1 protodown_reason 40 on
ip link set m1 protodown_reason x on
ip link set m1 protodown_reason 4 frob
ip link set m1 protodown_reason
ip link set m1 protodown on protodown_reason 5 on
ip -o link show m1
ip link set v5 protodown on
ip link show v5
ip link set v5 protodown_reason 2 on
ip link set v5 up
ip link show v5
ip link set v5 protodown off
ip link set m2 protodown on
ip link show m2
ip link add E link A protodown on type macvlan
ip link show E
