# Frames to a port's address: the host takes those to the port that they come in by, and those to the bridge
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
ip -n n1 neigh add 10.0.0.254 lladdr 02:00:00:00:01:02 dev e0 nud permanent
ip netns exec n1 ping -c1 -W0.5 -q 10.0.0.254 | grep loss
ip -n n1 neigh replace 10.0.0.254 lladdr 02:00:00:00:01:01 dev e0 nud permanent
ip netns exec n1 ping -c1 -W0.5 -q 10.0.0.254 | grep loss
bridge fdb add 02:00:00:00:00:aa dev br0 self local
ip -n n1 neigh replace 10.0.0.254 lladdr 02:00:00:00:00:aa dev e0 nud permanent
ip netns exec n1 ping -c1 -W0.5 -q 10.0.0.254 | grep loss
ip -n n1 neigh replace 10.0.0.254 lladdr 02:00:00:00:00:fe dev e0 nud permanent
ip netns exec n1 ping -c1 -W0.5 -q 10.0.0.254 | grep loss
ip -n n1 neigh replace 10.0.0.254 lladdr 02:00:00:00:00 dev e0 nud permanent
for n in 1 2 3; do ip link del p$n; ip netns del n$n; done
ip link del br0
