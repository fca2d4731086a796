# Two sites over a router: IP in IP, GRE with and without key, numbers and checksums, Ethernet; a router with a narrow link
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
for n in h1 h2 r; do
  ip netns add $n
  ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
done
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
for n in 1 2; do
  ip link add e$n netns h$n type veth peer name r$n netns r
  ip -n h$n addr add 10.0.$n.1/24 dev e$n
  ip -n r addr add 10.0.$n.254/24 dev r$n
  ip -n h$n link set e$n up
  ip -n r link set r$n up
  ip -n h$n route add default via 10.0.$n.254
done
ip -n h1 link add i0 type ipip local 10.0.1.1 remote 10.0.2.1
ip -n h2 link add i0 type ipip local 10.0.2.1 remote 10.0.1.1 ttl 9
ip -n h1 link add g0 type gre local 10.0.1.1 remote 10.0.2.1
ip -n h2 link add g0 type gre local 10.0.2.1 remote 10.0.1.1
ip -n h1 link add k0 type gre local 10.0.1.1 remote 10.0.2.1 key 7 csum seq
ip -n h2 link add k0 type gre local 10.0.2.1 remote 10.0.1.1 key 7 csum seq
ip -n h1 link add p0 address 02:00:00:00:00:01 type gretap local 10.0.1.1 remote 10.0.2.1
ip -n h2 link add p0 address 02:00:00:00:00:02 type gretap local 10.0.2.1 remote 10.0.1.1
for n in 1 2; do
  net=0
  for dev in i0 g0 k0 p0; do
    ip -n h$n addr add 192.168.$net.$n/24 dev $dev
    ip -n h$n link set $dev up
    net=$((net + 1))
  done
done
for n in 1 2; do tc -n h$n qdisc add dev p0 root pfifo limit 100; done
ip -n h1 route show
ip netns exec h1 ping -c 1 192.168.0.2
ip netns exec h1 ping -c 1 192.168.1.2
ip netns exec h1 ping -c 2 -i 0.2 192.168.2.2
ip netns exec h1 ping -c 1 192.168.3.2
ip -n h1 neigh show dev p0
ip netns exec h1 ping -c 1 -q -M do -s 1452 192.168.0.2
ip netns exec h1 ping -c 1 -q -M do -s 1453 192.168.0.2
ip netns exec h1 ping -c 1 -q -s 3000 192.168.1.2
ip netns exec h1 ping -c 1 -q -s 3000 192.168.3.2
ip -n r link set r2 mtu 1300
ip netns exec h1 ping -c 1 -M do -W 0.3 -s 1400 192.168.0.2
ip netns exec h1 ping -c 1 -M do -W 0.3 -s 1400 192.168.0.2
ip netns exec h1 ping -c 1 -W 0.3 -s 1400 192.168.0.2
ip netns exec h1 ping -c 1 -M dont -W 0.3 -q -s 1400 192.168.1.2
for dev in i0 g0 k0 p0; do ip -n h1 -s link show $dev; done
for dev in i0 g0 k0 p0; do ip -n h2 -s link show $dev; done
ip -n h1 -s tunnel show k0
for n in 1 2; do ip -n h$n link del p0; done
