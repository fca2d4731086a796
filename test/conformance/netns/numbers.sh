# oracle: root
# when a namespace gets a number in another one: as soon as that tells of a link whose other end is there
for n in left right router; do ip netns add $n; done
numbers() {
  for n in left router right; do
    echo "$n"
    ip netns exec $n ip netns list-id
  done
}
ip -n left link add a0 type veth peer name a1 netns router
ip -n router link add r0 type veth peer name r1 netns right
numbers
ip -n left link set a0 up
ip -n router link set a1 up
ip -n right link set r1 up
numbers
ip link add x0 type veth peer name x1
ip link set x1 netns left
ip link set x0 netns right
numbers
ip netns list-id
ip -n left link set x1 up
ip -n right link set x0 name zz
numbers
ip link add v0 type veth peer name v1 netns left
ip link add link v0 name m0 netns right type macvlan
numbers
ip netns list-id
ip link add w0 type veth peer name w1 up netns router
ip netns exec router ip netns list-id
for n in left right router; do ip netns del $n; done
sleep 1
ip netns list-id
ip -br link
