# MACVLAN interfaces on a bridge
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
ip link add mv0 link br0 address 02:00:00:00:00:e1 type macvlan mode bridge
ip -d link show br0 | grep -o 'promiscuity [0-9]*'
ip netns add nm
ip link set mv0 netns nm
ip netns exec nm sysctl -qw net.ipv6.conf.mv0.disable_ipv6=1
ip -n nm addr add 10.0.0.50/24 dev mv0
ip -n nm link set mv0 up
ip -d link show br0 | grep -o 'promiscuity [0-9]*'
sleep 1
ip netns exec n1 ping -c1 -W1 -q 10.0.0.50 | grep loss
ip netns exec nm ping -c1 -W1 -q 10.0.0.2 | grep loss
ip netns exec nm ping -c1 -W0.5 -q 10.0.0.254 | grep loss
bridge fdb show br br0 | grep -v '[35][35]:'
ip -n nm neigh | cut -d' ' -f1-5 | sort
ip link add mv1 link p1 type macvlan mode bridge
ip link set br0 master br0
ip -n nm link del mv0
ip -d link show br0 | grep -o 'promiscuity [0-9]*'
ip netns del nm
for n in 1 2 3; do ip link del p$n; ip netns del n$n; done
ip link del br0
