# Pieces of packets of which one cannot be sent
# oracle: root
for n in h1 r h2; do ip netns add $n; ip -n $n link set lo up; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
ip link add e0 netns h1 address 02:00:00:00:01:01 type veth peer name w0 netns r address 02:00:00:00:01:02
ip link add e0 netns h2 address 02:00:00:00:02:01 type veth peer name w1 netns r address 02:00:00:00:02:02
ip -n h1 addr add 10.1.0.1/24 dev e0; ip -n h2 addr add 10.2.0.1/24 dev e0; ip -n r addr add 10.1.0.254/24 dev w0; ip -n r addr add 10.2.0.254/24 dev w1
ip -n h1 link set e0 up; ip -n h2 link set e0 up; ip -n r link set w0 up; ip -n r link set w1 up
ip -n h1 route add default via 10.1.0.254; ip -n h2 route add default via 10.2.0.254
ip netns exec r sysctl -qw net.ipv4.ip_forward=1
sleep 2
ip -n h1 neigh replace 10.1.0.254 lladdr 02:00:00:00:01:02 nud permanent dev e0
ip -n r neigh replace 10.2.0.1 lladdr 02:00:00:00:02:01 nud permanent dev w1
c() { ip netns exec $1 nstat -asz IpFragOKs IpFragFails IpFragCreates IpOutDiscards | awk '{ print $1, $2 }'; }
ip netns exec h1 ping -c1 -W1 -s 3000 10.2.0.1 | grep received
c h1
ip -n r link set w1 mtu 1000; ip -n h2 link set e0 mtu 1000
ip -n h2 link set e0 down
sleep 2
ip netns exec h1 ping -c1 -W1 -s 1400 10.2.0.1 | grep received
ip netns exec r ping -c1 -W1 -s 3000 10.2.0.1 | grep received
c r
ip -n h2 link set e0 up
ip -n h2 link set e0 mtu 900
ip -n h2 route add default via 10.2.0.254
sleep 2
ip netns exec r ping -c1 -W1 -s 3000 10.2.0.1 | grep received
ip netns exec h1 ping -c1 -W1 -s 1400 10.2.0.1 | grep received
c r
ip netns exec h1 tc qdisc add dev e0 root pfifo limit 0
ip netns exec h1 tracepath -n -m3 10.2.0.1
ip netns exec h1 ping -c1 -W1 -s 3000 10.2.0.1
c h1
ip netns exec h1 nstat -asz UdpSndbufErrors | awk '{ print $1, $2 }'
ip -n r link del w0; ip -n r link del w1
for n in h1 r h2; do ip netns del $n; done
