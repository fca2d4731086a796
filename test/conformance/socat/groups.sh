# oracle: root
# Programs that join groups, whoever sends to them, and what a bridge that snoops makes of it.
ip link add br0 type bridge mcast_query_response_interval 10
ip link set br0 addrgenmode none
for n in a b c; do
  ip netns add $n
  ip link add v$n type veth peer name eth0 netns $n
  ip link set v$n addrgenmode none
  ip -n $n link set eth0 addrgenmode none
  ip link set v$n master br0 up
  ip -n $n link set lo up
  ip -n $n link set eth0 up
done
ip link set br0 up
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n b addr add 10.0.0.2/24 dev eth0
ip -n c addr add 10.0.0.3/24 dev eth0
ip -n a addr add fe80::a/64 dev eth0 nodad
ip -n c addr add fe80::c/64 dev eth0 nodad
ip netns exec a timeout 3 socat -u UDP4-RECV:5000,ip-add-membership=239.1.1.1:10.0.0.1,reuseaddr - > heard4 &
ip netns exec a timeout 3 socat -u UDP6-RECV:5000,ipv6-join-group=[ff05::1]:eth0,reuseaddr - > heard6 &
ip netns exec b timeout 3 socat -u UDP4-RECV:5000,reuseaddr - > deaf &
sleep 0.6
ip -n a maddr show dev eth0 | grep -E '239|ff05'
bridge mdb show dev br0 | grep -E '239|ff05' | sort
ip link set br0 type bridge mcast_querier 1
sleep 0.3
echo none | ip netns exec c socat -u - UDP4-DATAGRAM:239.1.1.1:5000 2>&1 | sed 's/.* E //'
echo four | ip netns exec c socat -u - UDP4-DATAGRAM:239.1.1.1:5000,ip-multicast-if=10.0.0.3,ip-multicast-ttl=4
ip -n c route add 239.0.0.0/8 dev eth0
echo again | ip netns exec c socat -u - UDP4-DATAGRAM:239.1.1.1:5000,bind=10.0.0.3:6000
echo six | ip netns exec c socat -u - UDP6-DATAGRAM:[ff05::1]:5000
wait
cat heard4 heard6 deaf
ip -n a maddr show dev eth0 | grep -E '239|ff05'
ip netns exec a timeout 1 socat -u UDP4-RECV:5000,ip-add-membership=239.1.1.1:10.9.9.9 - 2>&1 | sed 's/.* E //'
ip netns exec a timeout 1 socat -u UDP4-RECV:5000,ip-add-membership=239.1.1.1:nodev - 2>&1 | sed 's/.* E //'
ip netns exec a timeout 1 socat -u UDP4-RECV:5000,ip-add-membership=10.0.0.1:eth0 - 2>&1 | sed 's/.* E //; s/,[0-9]*}/,I}/'
ip netns exec a timeout 1 socat -u UDP4-RECV:5000,ip-add-membership=239.1.1.1 - 2>&1 | sed 's/.* E //'
ip netns exec a timeout 1 socat -u UDP4-RECV:5000,ip-add-membership=239.1.1.1:0.0.0.0 - 2>&1 | sed 's/.* E //'
ip netns exec a timeout 1 socat -u UDP6-RECV:5000,ipv6-join-group=[ff05::1]:nodev - 2>&1 | sed 's/.* E //'
for n in a b c; do ip link del v$n; ip netns del $n; done
ip link del br0
