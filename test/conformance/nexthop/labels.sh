# Nexthop objects that put labels on: how they are shown, what is refused, the routes over them and what they send
# oracle: vm
modprobe mpls_router
modprobe mpls_iptunnel
ip netns add r
for n in 1 2; do
  ip link add A$n address 02:00:00:00:00:0$n type veth peer name B$n address 02:00:00:00:00:1$n netns r
  ip link set A$n addrgenmode none up
  ip -n r link set B$n addrgenmode none up
  ip addr add 10.$n.0.1/24 dev A$n
  ip addr add fd0$n::1/64 dev A$n nodad
  ip -n r addr add 10.$n.0.2/24 dev B$n
  ip -n r addr add fd0$n::2/64 dev B$n nodad
  ip neigh add 10.$n.0.2 lladdr 02:00:00:00:00:1$n dev A$n nud permanent
  ip neigh add fd0$n::2 lladdr 02:00:00:00:00:1$n dev A$n nud permanent
done
ip nexthop add id 1 encap mpls 101 via 10.1.0.2 dev A1
ip nexthop add id 2 encap mpls 102/200 ttl 7 via 10.2.0.2 dev A2
ip nexthop add id 3 via inet6 fd01::2 dev A1 encap mpls 103
ip nexthop add id 3 encap mpls 103 via inet6 fd01::2 dev A1
ip nexthop add id 4 encap mpls 104 dev A1
ip -6 nexthop add id 5 encap mpls 105 dev A2
ip nexthop add id 6 group 1/2,3
ip nexthop
ip -j nexthop
ip -d nexthop show id 2
ip nexthop add id 9 encap mpls 3 via 10.1.0.2 dev A1
ip nexthop add id 9 encap mpls 1048576 via 10.1.0.2 dev A1
ip nexthop add id 9 encap mpls
ip nexthop add id 9 encap mpls 100
ip nexthop add id 9 encap nothing 100 via 10.1.0.2 dev A1
ip nexthop add id 9 encap mpls 100 blackhole
ip nexthop add id 9 encap mpls 100 via 10.1.0.2 fdb
ip nexthop add id 9 encap mpls 100 group 1
ip nexthop add id 9 encap mpls 100 group 1/1
ip nexthop add id 9 encap mpls 100 group 1 type resilient buckets 0
ip nexthop add id 9 encap mpls 3 via 10.77.0.2 dev A1
ip nexthop add id 9 encap mpls 100 via 10.77.0.2 dev A1
ip nexthop add id 9 encap mpls 100 via 10.1.0.2 dev nosuch0
ip route add 10.9.0.0/24 nhid 1
ip route add 10.9.1.0/24 nhid 6
ip route add 10.9.2.0/24 nhid 3
ip -6 route add fd09::/64 nhid 3
ip -6 route add fd0a::/64 nhid 5
ip route
ip -6 route
ip -j route show 10.9.1.0/24
ip route get 10.9.0.5
ip route get 10.9.2.5
ip -6 route get fd09::5
ip netns exec r tcpdump -lnei B1 mpls > /root/s1 2> /dev/null &
ip netns exec r tcpdump -lnei B2 mpls > /root/s2 2> /dev/null &
sleep 0.5
ping -c 1 -W 0.2 10.9.0.5
ping -c 1 -W 0.2 10.9.2.5
ping -c 1 -W 0.2 fd09::5
ping -c 1 -W 0.2 -M do -s 1472 10.9.0.5
ip nexthop replace id 1 encap mpls 301 ttl 9 via 10.1.0.2 dev A1
ip route show 10.9.0.0/24
ping -c 1 -W 0.2 10.9.0.5
ip nexthop replace id 1 via 10.1.0.2 dev A1
ip route show 10.9.0.0/24
ip nexthop replace id 2 encap mpls 102 via 10.2.0.2 dev A2
ip route show 10.9.1.0/24
ip nexthop del id 2
ip route show 10.9.1.0/24
sleep 0.3
kill %1 %2
wait
sed -E -e 's/^[0-9:.]+ //' -e 's/ id [0-9]+,/ id N,/g' /root/s1
sed -E -e 's/^[0-9:.]+ //' -e 's/ id [0-9]+,/ id N,/g' /root/s2
