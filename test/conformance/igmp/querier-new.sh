# oracle: root
# The same in the present versions of both protocols, and the ports that lead to whoever asks.
ip link add br0 type bridge mcast_startup_query_interval 100 mcast_query_response_interval 20 mcast_igmp_version 3 mcast_mld_version 2
ip link add br1 type bridge mcast_igmp_version 3 mcast_mld_version 2
ip link add to1 type veth peer name to0
ip netns add a
ip link add va type veth peer name eth0 netns a
for i in br0 br1 to0 to1 va; do ip link set $i addrgenmode none; done
ip -n a link set eth0 addrgenmode none
ip link set br0 address 02:00:00:00:00:01
ip link set to1 master br0 up
ip link set to0 master br1 up
ip link set va master br1 up
ip -n a link set eth0 up
ip -n a addr add 10.0.0.1/24 dev eth0
ip -n a addr add fe80::a/64 dev eth0 nodad
ip link set br0 up
ip link set br1 up
ip addr add fe80::1/64 dev br0 nodad
sleep 0.5
ip -n a addr add 239.1.1.1/32 dev eth0 autojoin
sleep 0.3
bridge -d mdb show dev br1 | grep -v ff02
ip netns exec a timeout 4 tcpdump -l -n -vv -i eth0 igmp or icmp6 > seen 2>/dev/null &
sleep 0.3
ip link set br0 type bridge mcast_querier 1
sleep 0.8
bridge -d mdb show dev br1 | grep -v ff02
ip netns exec a cat /proc/net/igmp | sed 's/^[0-9]*//'
ip -n a addr del 239.1.1.1/32 dev eth0
sleep 2.6
bridge -d mdb show dev br1 | grep -v ff02
wait
sed 's/^[0-9:.]* //' seen | grep '>' | grep -v to_ | grep -v solicitation | grep -v 224.0.0.106 | grep -v 02:00 | sort -u
ip -j -d link show br0 | grep -o '"mcast_querier":[0-9]'
ip link del br0
ip link del va
ip link del br1
ip link del to0
ip netns del a
