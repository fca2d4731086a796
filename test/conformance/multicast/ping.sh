# Pings to groups: who is in them, who may answer, and which way they go
# oracle: root
ip link add br0 type bridge
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
ip link set br0 up
for i in 1 2 3; do
  ip netns add n$i
  ip netns exec n$i sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
  ip link add eth0 netns n$i address 02:00:00:00:00:0$i type veth peer name p$i
  ip link set p$i master br0 up
  ip -n n$i link set lo up
  ip -n n$i link set eth0 up
  ip -n n$i addr add 10.0.0.$i/24 dev eth0
done
sleep 2
group() { ip netns exec n1 ping "$@" | grep '^64\|loss' | sed 's/time[= ].*//' | sort; }
ip netns exec n1 ping -c 1 -W 1 224.0.0.1
ip -n n1 route get 224.0.0.1
ip -n n1 route add 224.0.0.0/4 dev eth0
ip -n n1 route get 224.0.0.1
ip -n n1 route get 239.1.1.1
group -c 1 -W 0.3 224.0.0.1
for i in 2 3; do ip netns exec n$i sysctl -qw net.ipv4.icmp_echo_ignore_broadcasts=0; done
group -c 2 -i 0.2 -W 1 224.0.0.1
group -c 1 -W 0.3 239.1.1.1
ip -n n2 addr add 239.1.1.1/32 dev eth0 autojoin
group -c 1 -W 0.5 239.1.1.1
ip -n n2 addr del 239.1.1.1/32 dev eth0
group -c 1 -W 0.3 239.1.1.1
ip -n n1 addr add 239.1.1.1/32 dev eth0 autojoin
ip -n n1 route get 239.1.1.1
group -c 2 -i 0.2 -W 1 ff02::1%eth0
group -c 1 -W 0.3 ff02::2%eth0
ip netns exec n3 sysctl -qw net.ipv6.conf.all.forwarding=1
group -c 1 -W 0.5 ff02::2%eth0
ip netns exec n3 sysctl -qw net.ipv6.icmp.echo_ignore_multicast=1
group -c 1 -W 0.3 ff02::2%eth0
ip netns exec n1 ping -c 1 -W 0.3 ff02::1%eth1
ip netns exec n1 ping -c 1 -W 0.3 -I eth1 224.0.0.1
ip -n n1 route add multicast 239.5.0.0/16 dev eth0
ip -n n1 route add 239.6.0.0/16 via 10.0.0.2
ip -n n1 route add 239.7.7.7/16 dev eth0
ip -n n1 route
ip -n n1 route get 239.6.1.1
ip -n n1 route get 239.5.1.1
for n in n1 n2 n3; do ip netns del $n; done
sleep 0.5
ip link del br0
