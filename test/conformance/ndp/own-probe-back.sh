# A probe for a duplicate address that comes back by a port in hairpin mode is no duplicate.
# oracle: root
ip netns add a
ip link add br0 type bridge
ip link add e0 netns a type veth peer name p0
ip link set p0 master br0
bridge link set dev p0 hairpin on
ip link set br0 up
ip link set p0 up
ip -n a link set e0 up
ip -n a addr add fd00::1/64 dev e0
sleep 2.5
ip -n a -6 addr show dev e0 tentative
ip -n a -6 addr show dev e0 dadfailed
ip -n a -6 -o addr show dev e0 | grep -c inet6
