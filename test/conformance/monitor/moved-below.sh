# A card leaves for another namespace from under a VXLAN: it has lost its queue by the time that the VXLAN goes
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add n1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip link add vx type vxlan id 5 dev A remote 10.0.0.2 dstport 4789
ip link set vx up
sleep 1.5
ip monitor link > /tmp/told &
sleep 0.5
ip link set A netns n1
sleep 0.5
kill %1
grep -v ether /tmp/told
ip link show vx
