# A station that is heard by another port: who listens is told, static entries move, and nothing is learned without ageing
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
bridge monitor fdb > /tmp/told &
sleep 0.5
ip netns exec n1 ping -c1 -W1 -q 10.0.0.254 | grep loss
ip -n n1 link set e0 down
ip -n n3 link set e0 down
ip -n n3 link set e0 address 02:00:00:00:00:01
ip -n n3 link set e0 up
sleep 1.5
ip netns exec n3 ping -c1 -W1 -q 10.0.0.254 | grep loss
bridge fdb show br br0 | grep 00:00:01 | grep -v permanent
pkill bridge
grep -v permanent /tmp/told | grep 00:00:01
echo without ageing
ip link set br0 type bridge ageing_time 0
bridge fdb replace 02:00:00:00:00:01 dev p2 master static
ip netns exec n3 ping -c1 -W0.5 -q 10.0.0.254 | grep loss
bridge fdb show br br0 | grep 00:00:01 | grep -v permanent
bridge fdb replace 02:00:00:00:00:01 dev p9 master static
ip link set br0 type bridge ageing_time 30000
ip netns exec n3 ping -c1 -W0.5 -q 10.0.0.254 | grep loss
bridge fdb show br br0 | grep 00:00:01 | grep -v permanent
bridge fdb replace 02:00:00:00:00:01 dev p2 master static sticky
ip netns exec n3 ping -c1 -W0.5 -q 10.0.0.254 | grep loss
bridge fdb show br br0 | grep 00:00:01 | grep -v permanent
for n in 1 2 3; do ip link del p$n; ip netns del n$n; done
ip link del br0
