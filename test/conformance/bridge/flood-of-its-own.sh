# What a port is not to be flooded with it has of the bridge itself, unless it is for one host
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
bridge link set dev p2 bcast_flood off mcast_flood off flood off
bridge link set dev p3 bcast_flood off
for n in 2 3; do ip netns exec n$n tcpdump -lnqti e0 -w /tmp/n$n arp or icmp 2> /tmp/said & done
sleep 1
ping -c1 -W1 -q 10.0.0.2 | grep loss
ping -c1 -W0.3 -q -I br0 224.0.0.99 | grep loss
ip neigh add 10.0.0.77 lladdr 02:00:00:00:00:77 dev br0 nud permanent
ping -c1 -W0.3 -q 10.0.0.77 | grep loss
echo by another port
ip netns exec n1 ping -c1 -W0.5 -q 10.0.0.2 | grep loss
ip netns exec n1 ping -c1 -W0.3 -q -I e0 224.0.0.99 | grep loss
sleep 2
pkill tcpdump
sleep 0.3
for n in 2 3; do tcpdump -nqter /tmp/n$n 2> /tmp/said | sed 's/ id [0-9]*,//'; echo; done
for n in 1 2 3; do ip link del p$n; ip netns del n$n; done
ip link del br0
