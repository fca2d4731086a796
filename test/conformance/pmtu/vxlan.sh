# Who sends what a VXLAN's outer path cannot carry is told, across a bridge as well
# oracle: root
for n in c a b; do ip netns add $n; ip netns exec $n sysctl -q -w net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip -n a link add v0 address 02:00:00:00:00:a0 type veth peer name v0 address 02:00:00:00:00:b0 netns b
ip -n c link add c0 address 02:00:00:00:00:c0 type veth peer name c1 address 02:00:00:00:00:c1 netns a
ip -n a address add 192.0.2.1/24 dev v0
ip -n b address add 192.0.2.2/24 dev v0
ip -n a link set v0 up
ip -n b link set v0 up
ip -n a link add x address 02:00:00:00:00:a1 type vxlan id 7 local 192.0.2.1 remote 192.0.2.2 dstport 4789
ip -n b link add x address 02:00:00:00:00:b1 type vxlan id 7 local 192.0.2.2 remote 192.0.2.1 dstport 4789
ip -n a link add br0 type bridge
ip -n a link set x master br0
ip -n a link set c1 master br0
ip -n a link set br0 mtu 1500
for d in br0 x c1; do ip -n a link set $d mtu 1500 up; done
ip -n b link set x mtu 1500 up
ip -n c link set c0 up
ip -n a address add 10.0.0.1/24 dev br0
ip -n b address add 10.0.0.2/24 dev x
ip -n c address add 10.0.0.3/24 dev c0
ip netns exec c ping -q -c 1 -W 1 10.0.0.2 | grep packets
ip netns exec c ping -M do -c 1 -W 1 -s 1472 10.0.0.2 | grep -v rtt
ip -n c route get 10.0.0.2 | sed 's/expires .*sec//'
ip netns exec c ping -M do -c 1 -W 1 -s 1472 10.0.0.2 | grep -v rtt
ip netns exec c ping -q -M do -c 1 -W 1 -s 1422 10.0.0.2 | grep packets
ip netns exec a ping -q -M want -c 2 -i 0.1 -W 1 -s 1472 10.0.0.2 | grep -o '[0-9] received'
ip -n a route get 10.0.0.2 | sed 's/expires .*sec//'
# The other end has no bridge: it fragments the answer itself.
ip -n b route get 10.0.0.3 | sed 's/expires .*sec//'
for d in a/br0 a/x a/v0 b/x c/c0; do ip -n ${d%/*} link del ${d#*/}; done
