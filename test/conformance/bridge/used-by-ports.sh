# An entry is used by what ports send to it, not by what the bridge itself sends
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
ip netns exec n1 ping -c1 -W1 -q 10.0.0.254 | grep loss
sleep 2.5
ping -c1 -W1 -q 10.0.0.1 | grep loss
bridge -s fdb show br br0 | grep 00:00:01 | grep -v permanent | sed 's/used [2-4]\//used long\//'
ip netns exec n2 ping -c1 -W1 -q 10.0.0.1 | grep loss
bridge -s fdb show br br0 | grep 00:00:01 | grep -v permanent
for n in 1 2 3; do ip link del p$n; ip netns del n$n; done
ip link del br0
