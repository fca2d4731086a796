# Which interfaces follow what is written to conf/default
# oracle: vm
ip link add A type veth peer name B
d=/proc/sys/net/ipv4/conf/default/rp_filter
cd /proc/sys/net/ipv4/conf
echo 1 > $d
grep . */rp_filter
ip link add C type veth peer name D
grep . */rp_filter
echo 2 > $d
grep . */rp_filter
ip addr add 10.0.0.1/24 dev B
grep . */rp_filter
echo 0 > $d
grep . */rp_filter
echo 1 > A/rp_filter
echo 2 > $d
grep . */rp_filter
ip addr del 10.0.0.1/24 dev B
echo 0 > $d
grep . */rp_filter
ip netns add x; ip link set B netns x; ip netns exec x cat /proc/sys/net/ipv4/conf/B/rp_filter
ip netns exec x sh -c 'echo 1 > /proc/sys/net/ipv4/conf/default/rp_filter; cat /proc/sys/net/ipv4/conf/B/rp_filter'
ip link del A
ip link del C
ip netns del x
