# oracle: root
# A VXLAN interface forgets those of its entries that fit.
sysctl -q net.ipv6.conf.default.disable_ipv6=1
ip link add br1 type bridge
ip link add vx0 type vxlan id 42 remote 10.0.0.2 dev br1 dstport 4789
fill() {
  bridge fdb replace 02:00:00:00:00:01 dev vx0 dst 10.0.0.3
  bridge fdb replace 02:00:00:00:00:03 dev vx0 dst 10.0.0.3 dynamic
  bridge fdb replace 02:00:00:00:00:05 dev vx0 dst 10.0.0.3 extern_learn
  bridge fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.4 via br1
}
for word in static nostatic permanent nopermanent dynamic nodynamic extern_learn noextern_learn offloaded nooffloaded sticky nosticky added_by_user noadded_by_user nosuch; do
  fill
  echo "== $word"
  bridge fdb flush dev vx0 $word
  bridge fdb show dev vx0
done
fill
bridge fdb flush dev vx0 vlan 5
bridge fdb show dev vx0
bridge fdb flush dev vx0 brport br1
bridge fdb show dev vx0
fill
bridge fdb flush dev vx0 brport lo
bridge fdb show dev vx0
bridge fdb flush dev vx0 self master
bridge fdb flush dev vx0 master
bridge fdb flush dev vx0 permanent extern_learn
bridge fdb show dev vx0
bridge fdb flush dev vx0
bridge fdb show dev vx0
