# A port that sends to each listener what is for a group, and a bridge that somebody listens on
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
ip link set br0 type bridge mcast_query_response_interval 100 mcast_querier 1
for n in 2 3; do ip netns exec n$n sysctl -qw net.ipv4.conf.e0.force_igmp_version=2; done
bridge link set dev p3 mcast_to_unicast on
bridge -d link show dev p3 | grep -o 'mcast_to_unicast on'
for n in 2 3; do ip netns exec n$n socat -u UDP-RECV:5000,ip-add-membership=239.1.1.1:e0 /dev/null & sleep 1.5; done
sleep 1
bridge mdb show dev br0 | grep 239 | sort
for n in 2 3; do ip netns exec n$n tcpdump -lnqti e0 -w /tmp/n$n udp 2> /tmp/said & done
tcpdump -lnqti br0 -w /tmp/n0 udp 2> /tmp/said &
sleep 2.5
for g in 239.1.1.1 239.1.1.9; do
  echo x | ip netns exec n1 socat -u - UDP-DATAGRAM:$g:5000,ip-multicast-if=10.0.0.1,bind=:5000
done
sleep 2
pkill tcpdump
sleep 0.3
for n in 0 2 3; do tcpdump -nqter /tmp/n$n 2> /tmp/said; echo; done
bridge link set dev p3 mcast_to_unicast maybe
pkill socat
for n in 1 2 3; do ip link del p$n; ip netns del n$n; done
ip link del br0
