# Listeners have the time to answer that was set before the bridge became the querier
# oracle: root
ip link add br0 address 02:00:00:00:00:fe type bridge
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
for n in 1 2 3; do
  ip netns add n$n
  ip link add p$n address 02:00:00:00:01:0$n type veth peer name e0 netns n$n address 02:00:00:00:00:0$n
  sysctl -qw net.ipv6.conf.p$n.disable_ipv6=1
  ip netns exec n$n sysctl -qw net.ipv6.conf.e0.disable_ipv6=1
  ip link set p$n master br0 up
  ip -n n$n addr add 10.0.0.$n/24 dev e0
  ip -n n$n link set e0 up
done
ip addr add 10.0.0.254/24 dev br0
ip link set br0 up
sleep 1.5
ip link set br0 type bridge mcast_querier 1 mcast_query_response_interval 50
ip netns exec n2 tcpdump -lnqti e0 -w /tmp/n2 udp 2> /tmp/said &
sleep 2.5
echo x | ip netns exec n1 socat -u - UDP-DATAGRAM:239.1.1.9:5000,ip-multicast-if=10.0.0.1,bind=:5000
ip link set br0 type bridge mcast_querier 0
ip link set br0 type bridge mcast_querier 1
sleep 1
echo x | ip netns exec n1 socat -u - UDP-DATAGRAM:239.1.1.8:5000,ip-multicast-if=10.0.0.1,bind=:5000
sleep 2
pkill tcpdump
sleep 0.3
tcpdump -nqter /tmp/n2 2> /tmp/said
for n in 1 2 3; do ip link del p$n; ip netns del n$n; done
ip link del br0
