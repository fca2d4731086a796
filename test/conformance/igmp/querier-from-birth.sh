# A bridge that is a querier from its birth on floods all groups until listeners had time to say what they want
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge mcast_querier 1 mcast_query_response_interval 100
for n in 1 2; do ip netns add h$n; ip netns exec h$n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip link add p$n address 02:00:00:00:00:1$n type veth peer name eth0 netns h$n address 02:00:00:00:01:0$n; ip link set p$n master br0 up; ip -n h$n link set eth0 up; ip -n h$n addr add 10.0.0.$n/24 dev eth0; done
ip link set br0 up
sent() { before=$(cat /sys/class/net/p2/statistics/tx_packets); ip netns exec h1 ping -I eth0 -q -c 3 -i 0.01 -W 0.1 239.1.1.1 > /dev/null; sleep 0.1; expr $(cat /sys/class/net/p2/statistics/tx_packets) - $before; }
sleep 3.8
sent
sleep 9
sent
for n in 1 2; do ip link del p$n; ip netns del h$n; done
ip link del br0
