# A loopback that is too narrow for IPv6 gets its addresses as it comes up, and loses them at once.
# oracle: root
ip netns add c1
ip -n c1 link set lo mtu 1279
ip -n c1 monitor > told & sleep 1; ip -n c1 link set lo up; sleep 1; kill $!; wait; cat told
ip -n c1 addr show lo
ip -n c1 -6 route show table all
ip -n c1 link set lo down
ip -n c1 addr add fd00::1/64 dev lo
ip -n c1 monitor address > told & sleep 1; ip -n c1 link set lo up; sleep 1; kill $!; wait; cat told
ip -n c1 addr add fd00::2/64 dev lo
sleep 0.3
ip -n c1 monitor address route > told & sleep 1; ip -n c1 link set lo mtu 1278; sleep 1; kill $!; wait; cat told
ip -n c1 link set lo mtu 1280
ip -n c1 addr show lo
ip netns exec c1 cat /proc/net/igmp6
