# What link watch lets wait for up to a second: a pair with one number at both ends, and a bridge that loses its last port
# oracle: vm
ip netns add near
ip netns add far
for n in near far; do ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add eth0 netns near type veth peer name eth0 netns far
ip link add eth1 netns far type veth peer name eth9 netns near
ip -n near link set eth0 up
sleep 2.1
ip link add v0 type veth peer name v1
ip -n far link set eth0 up
ip -n far -br link | grep -o "^eth0@if2 *[A-Z]*"
sleep 2.1
ip -n far -br link | grep -o "^eth0@if2 *[A-Z]*"
ip link add v2 type veth peer name v3
ip -n near link set eth0 down
ip -n far -br link | grep -o "^eth0@if2 *[A-Z]*\|<.*>"
sleep 2.1
ip netns exec far cat /sys/class/net/eth0/operstate
ip link add v4 type veth peer name v5
ip -n near link set eth0 up
ip -n far -br link | grep -o "^eth0@if2 *[A-Z]*"
ip -n near -br link | grep -o "^eth0@if2 *[A-Z]*"
sleep 2.1
ip -n near -br link | grep -o "^eth0@if2 *[A-Z]*"
ip -n far link add br0 type bridge
ip -n far link set br0 up
ip -n near link set eth9 up
ip -n far link set eth1 up
ip -n far link set eth1 master br0
sleep 2.1
ip -n far -br link | grep -o "^br0 *[A-Z]*"
ip link add v6 type veth peer name v7
ip -n far link set eth1 nomaster
ip -n far -br link | grep -o "^br0 *[A-Z]*"
sleep 2.1
ip -n far -br link | grep -o "^br0 *[A-Z]*"
ip -n far link set br0 nothing
