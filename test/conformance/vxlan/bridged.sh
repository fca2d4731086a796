# A VXLAN interface as a port of a bridge
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
for n in 1 2; do
  ip netns add h$n
  ip netns exec h$n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
done
ip link add u1 type veth peer name u2
ip link set u1 netns h1
ip link set u2 netns h2
for n in 1 2; do
  ip -n h$n link set u$n address 02:00:00:00:00:0$n
  ip -n h$n link set u$n up
  ip -n h$n addr add 10.0.0.$n/24 dev u$n
  ip -n h$n link add br0 type bridge mcast_snooping 0
  ip -n h$n link set br0 address 02:00:00:00:0b:0$n
  ip -n h$n link add vx0 address 02:00:00:00:01:0$n type vxlan id 5 dstport 4789 local 10.0.0.$n
  ip -n h$n link set vx0 master br0
  ip -n h$n link set vx0 up
  ip -n h$n link set br0 up
  ip -n h$n addr add 192.168.5.$n/24 dev br0
done
ip netns exec h1 bridge fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.2
ip netns exec h2 bridge fdb append 00:00:00:00:00:00 dev vx0 dst 10.0.0.1
sleep 1.3
ip netns exec h1 ping -c 2 -i 0.2 -q 192.168.5.2
ip netns exec h1 bridge fdb show dev vx0
ip netns exec h2 bridge fdb show br br0
ip -n h1 -d link show vx0
bridge -n h1 link show dev vx0
ip -n h1 link set vx0 nomaster
ip -n h1 link del vx0
sleep 1.5
