# Which rule a lookup goes by
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.disable_ipv6=1 net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.0.5/24 dev A
ip link set A up
ip link set B up
sleep 0.1
ip route add default via 10.0.0.9
ip route add default via 10.0.0.10 table 10
ip route add default via 10.0.0.11 table 11
ip route add throw 10.7.0.0/16 table 10
ip route add blackhole 10.8.0.0/16 table 10
ip rule add ipproto udp dport 53 lookup 10
ip route get 10.1.0.1 ipproto udp dport 53
ip route get 10.1.0.1 ipproto udp dport 54
ip route get 10.1.0.1 ipproto tcp dport 53
ip rule add ipproto tcp sport 1000-2000 lookup 11
ip route get 10.1.0.1 ipproto tcp sport 1500 dport 80
ip route get 10.1.0.1 ipproto tcp sport 2001 dport 80
ip rule add uidrange 1000-2000 lookup 11
ip route get 10.1.0.1 uid 1500
ip route get 10.1.0.1 uid 2001
ip rule add fwmark 5/0xf lookup 10
ip route get 10.1.0.1 mark 0x15
ip route get 10.1.0.1 mark 6
ip route get 10.7.0.1 mark 5
ip route get 10.8.0.1 mark 5
ip rule add from 10.0.0.5 lookup 11
ip route get 10.1.0.1 from 10.0.0.5
ip route get 10.1.0.1 from 10.0.0.1
ip rule add to 10.2.0.0/16 prohibit
ip route get 10.2.0.1
ip rule add to 10.3.0.0/16 unreachable
ip route get 10.3.0.1
ip rule add to 10.4.0.0/16 blackhole
ip route get 10.4.0.1
ip rule add tos 0x10 lookup 10
ip route get 10.1.0.1 tos 0x10
ip rule add oif A lookup 10 pref 5
ip route get 10.1.0.1 oif A
ip rule del pref 5
ip rule add lookup main suppress_prefixlength 0 pref 6
ip rule add lookup 11 pref 7
ip route get 10.1.0.1
ip route get 10.0.0.77
ip rule add goto 100 pref 4
ip rule add nop pref 100
ip route get 10.1.0.1
ip rule add lookup main suppress_ifgroup default pref 101
ip route get 10.0.0.77
