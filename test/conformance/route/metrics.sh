# Metrics of routes: given, locked, shown in text and JSON
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip route add 10.1.0.0/16 via 10.0.0.2 mtu 1400 advmss 1300 window 1000 rtt 30 rttvar 10ms ssthresh 5 cwnd 7 initcwnd 10
ip route add 10.2.0.0/16 via 10.0.0.2 initrwnd 12 hoplimit 9 reordering 4 quickack 1 rto_min 200ms features ecn
ip route add 10.3.0.0/16 via 10.0.0.2 mtu lock 1400 advmss lock 1200 cwnd lock 5 rtt lock 2s
ip route add 10.4.0.0/16 via 10.0.0.2 congctl cubic
ip route add 10.5.0.0/16 via 10.0.0.2 congctl lock reno rto_min 1.5s
ip route add 10.6.0.0/16 via 10.0.0.2 realms 5
ip route add 10.7.0.0/16 via 10.0.0.2 realms 5/6 expires 100
ip -6 route add fd01::/64 via fd00::2 hoplimit 20 mtu 1280 pref high
ip route
ip -j route
ip -6 route
ip -j -6 route
ip route show realms 5
ip route show realms 5/6
ip route show realms 5/
ip route get 10.1.0.1
ip -j route get 10.2.0.1
ip route replace 10.1.0.0/16 via 10.0.0.2 mtu 1300
ip route append 10.1.0.0/16 via 10.0.0.2 mtu lock 1300
ip route append 10.1.0.0/16 via 10.0.0.2 mtu lock 1300
ip route show 10.1.0.0/16
