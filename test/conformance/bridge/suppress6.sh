# A port with neighbor suppression is not asked for IPv6 neighbors that the bridge knows
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add br0 address 02:00:00:00:00:fe type bridge
for n in 1 2 3; do
  ip netns add n$n
  ip netns exec n$n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
  ip link add p$n address 02:00:00:00:01:0$n type veth peer name e0
  sysctl -qw net.ipv6.conf.p$n.disable_ipv6=1
  ip link set e0 address 02:00:00:00:00:0$n netns n$n
  ip link set p$n master br0 up
  ip -n n$n addr add 2001:db8::$n/64 dev e0 nodad
  ip -n n$n link set e0 up
done
ip addr add 2001:db8::fe/64 dev br0 nodad
ip link set br0 up
bridge link set dev p2 neigh_suppress on
bridge -d link show dev p2 | grep -o 'neigh_suppress on'
ip neigh add 2001:db8::2 lladdr 02:00:00:00:00:02 dev br0 nud permanent router
sleep 3
bridge fdb replace 02:00:00:00:00:02 dev p2 master static
for n in 1 2 3; do ip netns exec n$n tcpdump -lni e0 -w /tmp/n$n 'icmp6 and (ip6[40] == 135 or ip6[40] == 136)' 2> /tmp/said & done
sleep 1
ip netns exec n1 ping -c1 -W1 -q 2001:db8::2 | grep loss
ip netns exec n1 ping -c1 -W1 -q 2001:db8::3 | grep loss
ip netns exec n2 ping -c1 -W1 -q 2001:db8::3 | grep loss
ip netns exec n3 ping -c1 -W1 -q 2001:db8::fe | grep loss
sleep 2
pkill tcpdump
sleep 0.3
for n in 1 2 3; do tcpdump -nqtevr /tmp/n$n 2> /tmp/said; echo; done
for n in 2 3; do ip netns exec n$n tcpdump -lni e0 -w /tmp/m$n 'icmp6 and ip6[40] == 135 and src ::' 2> /tmp/said & done
sleep 1
ip -n n1 addr add 2001:db8::2/64 dev e0
ip netns exec n1 sysctl -qw net.ipv6.conf.e0.accept_dad=1
ip -n n1 addr add 2001:db8::99/64 dev e0
sleep 3
pkill tcpdump
sleep 0.3
for n in 2 3; do tcpdump -nqter /tmp/m$n 2> /tmp/said; echo; done
bridge link set dev p2 neigh_suppress maybe
for n in 1 2 3; do ip link del p$n; ip netns del n$n; done
ip link del br0
