# oracle: root
# programs that want the names of all links beforehand: with them come numbers of namespaces
asking() {
  ip netns add n1
  ip link add v0 type veth peer name v1 netns n1
  ip netns exec n1 "$@"
  echo "$1 $2: $(ip -n n1 netns list-id)"
  ip link del v0
  ip netns del n1
}
asking ip neigh
asking ip neigh flush dev lo
asking ip neigh del 10.0.0.1 dev lo
asking ip rule
asking ip nexthop
asking bridge vlan
asking bridge fdb show dev lo
asking tc qdisc show dev lo
asking ip route get 10.0.0.1
