# Routes of every type, in both families
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip route add blackhole 10.1.0.0/16
ip route add unreachable 10.2.0.0/16 metric 5
ip route add prohibit 10.3.0.0/16
ip route add throw 10.4.0.0/16
ip route add local 10.5.0.0/16 dev A
ip route add broadcast 10.6.0.255 dev A
ip route add multicast 239.0.0.0/8 dev A
ip route add unicast 10.8.0.0/16 dev A
ip -6 route add blackhole fd01::/64
ip -6 route add unreachable fd02::/64
ip -6 route add prohibit fd03::/64 metric 7
ip -6 route add throw fd04::/64
ip route
ip -6 route
ip route show table local dev A
ip -j route
ip route get 10.1.0.1
ip route get 10.2.0.1
ip route get 10.3.0.1
ip route get 10.4.0.1
ip route get 10.5.7.7
ip -6 route get fd01::1
ip -6 route get fd02::1
ip -6 route get fd03::1
ip -6 route get fd04::1
