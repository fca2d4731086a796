# A router that answers for its subnets' anycast addresses says that it is one
# oracle: root
for n in near mid; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; ip -n $n link set lo up; done
ip link add n0 netns near type veth peer name m0 netns mid
ip -n near link set n0 up
ip -n mid link set m0 up
ip netns exec mid sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n near address add fd00:1::1/64 dev n0
ip -n mid address add fd00:1::2/64 dev m0
sleep 1.5
ip netns exec near timeout 8 tcpdump -tnlvi n0 -c 1 'icmp6[0] = 136 and src fd00:1::2' > heard 2> /dev/null &
sleep 1
ip netns exec near ping -c 1 -W 3 fd00:1::
wait
grep -o 'neighbor advertisement.*' heard
ip -n near neigh show fd00:1:: | grep -o router
ip netns exec near ping -c 1 -W 0.5 fd00:2::
rm heard
for n in near mid; do ip netns del $n; done
