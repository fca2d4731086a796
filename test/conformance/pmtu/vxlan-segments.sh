# A connection across bridges and a VXLAN whose outer path is narrow: what stands for several segments is told of as each would be
# oracle: root
for n in c a r b d; do ip netns add $n; ip netns exec $n sysctl -q -w net.ipv6.conf.default.disable_ipv6=1 net.ipv4.ip_forward=1; ip -n $n link set lo up; done
ip -n a link add v0 address 02:00:00:00:00:a0 type veth peer name v1 address 02:00:00:00:00:01 netns r
ip -n b link add v0 address 02:00:00:00:00:b0 type veth peer name v2 address 02:00:00:00:00:02 netns r
ip -n c link add e0 address 02:00:00:00:00:c0 type veth peer name p0 netns a
ip -n d link add e0 address 02:00:00:00:00:d0 type veth peer name p0 netns b
ip -n a addr add 192.0.2.1/25 dev v0; ip -n r addr add 192.0.2.2/25 dev v1
ip -n b addr add 192.0.2.129/25 dev v0; ip -n r addr add 192.0.2.130/25 dev v2
for x in "a v0" "b v0" "r v1" "r v2" "c e0" "d e0" "a p0" "b p0"; do set -- $x; ip -n $1 link set $2 up; done
ip -n a route add default via 192.0.2.2; ip -n b route add default via 192.0.2.130
ip -n a link add x type vxlan id 7 local 192.0.2.1 remote 192.0.2.129 dstport 4789 df set
ip -n b link add x type vxlan id 7 local 192.0.2.129 remote 192.0.2.1 dstport 4789 df set
for n in a b; do ip -n $n link add br0 type bridge; ip -n $n link set x master br0; ip -n $n link set p0 master br0; for i in x br0; do ip -n $n link set $i mtu 1500 up; done; done
ip -n c addr add 10.0.0.1/24 dev e0; ip -n d addr add 10.0.0.2/24 dev e0
ip netns exec c ping -q -c 1 -W 1 10.0.0.2 | grep packets
give() {
  ip netns exec d timeout 6 socat -T 3 -u TCP-LISTEN:5000,reuseaddr STDOUT > got &
  sleep 0.3
  dd if=/dev/zero status=none bs=100k count=5 | ip netns exec c timeout 6 socat -T 3 -u STDIN TCP:10.0.0.2:5000,connect-timeout=3
  wait $!
  wc -c < got
  ip -n c route get 10.0.0.2 | sed 's/expires [0-9]*sec/expires T/'
}
give
ip -n c route flush cache
for i in "a v0" "r v1"; do set -- $i; ip -n $1 link set $2 mtu 1400; done
for i in "b v0" "r v2"; do set -- $i; ip -n $1 link set $2 mtu 1300; done
give
give
for n in c a r b d; do ip netns del $n; done
sleep 0.5
