# oracle: root
# A bridge that asks who listens: queries, answers of the version asked in, leaving, and what follows for the groups.
ip link add br0 type bridge mcast_startup_query_interval 100 mcast_query_response_interval 20
ip link set br0 addrgenmode none
for n in a b; do
  ip netns add $n
  ip link add v$n type veth peer name eth0 netns $n
  ip link set v$n addrgenmode none
  ip -n $n link set eth0 addrgenmode none
  ip link set v$n master br0 up
  ip -n $n link set eth0 up
done
ip -n a addr add 10.0.0.1/24 dev eth0
ip link set br0 address 02:00:00:00:00:01
ip link set br0 up
sleep 0.2
ip -n a addr add 239.1.1.1/32 dev eth0 autojoin
sleep 0.3
bridge mdb show dev br0 | grep -v ff02
ip netns exec a timeout 4 tcpdump -l -n -v -i eth0 igmp > seen 2>/dev/null &
sleep 0.3
ip link set br0 type bridge mcast_querier 1
sleep 0.6
ip netns exec a cat /proc/net/igmp | sed 's/^[0-9]*//'
bridge -d mdb show dev br0 | grep -v ff02
ip -n a addr del 239.1.1.1/32 dev eth0
sleep 2.4
bridge mdb show dev br0 | grep -v ff02
wait
sed 's/^[0-9:.]* //' seen | grep '>' | grep -v 'v3 report' | grep -v 224.0.0.106 | sort -u
ip link del br0
ip link del va
ip link del vb
ip netns del a
ip netns del b
