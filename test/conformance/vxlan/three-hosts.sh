# Overlays between three hosts: to one other, to those in the forwarding database, to a group
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
for n in 1 2 3; do
  ip netns add h$n
  ip netns exec h$n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
done
ip link add br0 type bridge mcast_snooping 0
ip link set br0 up
for n in 1 2 3; do
  ip link add p$n address 02:00:00:00:0f:0$n type veth peer name eth0 netns h$n
  ip link set p$n master br0 up
  ip -n h$n link set eth0 address 02:00:00:00:00:0$n
  ip -n h$n link set eth0 up
  ip -n h$n addr add 10.0.0.$n/24 dev eth0
done
ip -n h1 link add vx0 address 02:00:00:00:01:01 type vxlan id 42 remote 10.0.0.2 local 10.0.0.1 dev eth0 dstport 4789
ip -n h2 link add vx0 address 02:00:00:00:01:02 type vxlan id 42 remote 10.0.0.1 local 10.0.0.2 dev eth0 dstport 4789
for n in 1 2; do ip -n h$n link set vx0 up; ip -n h$n addr add 192.168.0.$n/24 dev vx0; done
sleep 1.3
ip netns exec h1 ping -c 2 -i 0.2 192.168.0.2
ip -n h1 neigh show dev vx0
ip netns exec h1 bridge fdb show dev vx0
ip netns exec h2 bridge fdb show dev vx0
ip -n h1 -s link show vx0
ip netns exec h1 ping -c 1 -s 1422 -M do 192.168.0.2
ip netns exec h1 ping -c 1 -s 1423 -M do 192.168.0.2
ip -n h1 -s link show eth0
ip -n h2 link set vx0 down
ip netns exec h1 ping -c 1 -W 0.3 -q 192.168.0.2
ip -n h1 link del vx0
ip -n h2 link del vx0
ip -n h1 link add vx9 address 02:00:00:00:09:01 type vxlan id 9 dstport 4789 dev eth0
ip -n h2 link add vx9 address 02:00:00:00:09:02 type vxlan id 9 dstport 4789 dev eth0
ip -n h3 link add vx9 address 02:00:00:00:09:03 type vxlan id 9 dstport 4789 dev eth0
for n in 1 2 3; do ip -n h$n link set vx9 up; ip -n h$n addr add 172.20.0.$n/24 dev vx9; done
ip netns exec h1 ping -c 1 -W 0.3 -q 172.20.0.3
ip netns exec h3 bridge fdb append 00:00:00:00:00:00 dev vx9 dst 10.0.0.1
ip netns exec h1 bridge fdb append 00:00:00:00:00:00 dev vx9 dst 10.0.0.2
ip netns exec h1 bridge fdb append 00:00:00:00:00:00 dev vx9 dst 10.0.0.3
ip netns exec h1 ping -c 1 -W 1 -q 172.20.0.3
ip netns exec h1 bridge fdb show dev vx9
ip netns exec h3 bridge fdb show dev vx9
ip -n h2 link del vx9
ip -n h1 link set vx9 mtu 1300
ip netns exec h1 ping -c 1 -W 1 -q -s 2000 172.20.0.3
ip -n h3 link del vx9
ip netns exec h1 ping -c 1 -W 0.3 -q 172.20.0.3
for n in 1 2 3; do
  ip -n h$n link add g0 address 02:00:00:00:07:0$n type vxlan id 7 group 239.1.1.1 dev eth0 dstport 4789
  ip -n h$n link set g0 up
  ip -n h$n addr add 172.30.0.$n/24 dev g0
done
ip netns exec h1 ping -c 1 -W 1 -q 172.30.0.2
ip netns exec h1 bridge fdb show dev g0
ip -n h1 link set g0 down
for n in 1 2 3; do ip -n h$n neigh flush all; done
