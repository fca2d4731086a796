# arp_ignore where addresses have peers: the network that must hold what is asked for is the peer's
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add n1
ip netns add n2
ip link add e1 netns n1 address 02:00:00:00:00:01 type veth peer name e2 netns n2 address 02:00:00:00:00:02
ip -n n1 link set e1 up
ip -n n2 link set e2 up
ip -n n1 addr add 10.0.0.1 peer 10.0.0.2/32 dev e1
ip -n n1 addr add 10.1.0.1 peer 10.1.1.2/24 dev e1
ip -n n1 addr add 10.2.0.1/24 dev e1
ip -n n1 addr add 10.2.0.9/32 dev e1
ip -n n2 addr add 10.0.0.2/24 dev e2
ip -n n2 addr add 10.1.0.2/16 dev e2
ip -n n2 addr add 10.2.0.2/16 dev e2
sleep 1.5
for ignore in 0 1 2 3 8; do
  ip netns exec n1 sysctl -w net.ipv4.conf.e1.arp_ignore=$ignore
  for target in 10.0.0.1 10.1.0.1 10.2.0.1 10.2.0.9; do
    ip netns exec n2 arping -q -c 1 -w 1 -I e2 $target && echo $target answers
  done
  ip netns exec n2 arping -q -c 1 -w 1 -s 10.1.0.2 -I e2 10.2.0.1 && echo answers another network
done
ip -n n1 link del e1
