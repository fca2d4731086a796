# Which routes a listing and a flush select
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.default.disable_ipv6=1 net.ipv6.conf.A.disable_ipv6=1 net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
sleep 0.1
ip route add 10.1.0.0/16 via 10.0.0.2
ip route add 10.1.2.0/24 via 10.0.0.3 metric 5 proto static
ip route add 10.2.0.0/16 dev A src 10.0.0.1 tos 0x10
ip route add 10.2.0.0/16 via 10.0.0.2 tos CS1
ip route add default via 10.0.0.9
ip route add throw 10.18.0.0/16 metric 5
ip route add prohibit 10.19.0.0/16
ip route add unreachable 10.20.0.0/16 table 50
ip route add multicast 224.0.0.0/4 dev A
ip route show root 10.1.0.0/16
ip route show match 10.1.2.3
ip route show exact 10.1.0.0/16
ip route show root 10.0.0.0/8 match 10.1.2.0/24
ip route show to 10.2/16
ip route show default
ip route show tos 0x10
ip route show tos CS1
ip route show proto kernel scope link
ip route show proto static
ip route show type throw
ip route show type multicast
ip route show metric 5
ip route show table 50
ip route show table all type unreachable
ip route show table local type broadcast
ip route show via 10.0.0.2
ip route show via 10.0.0.0/24 dev A
ip route show src 10.0.0.1
ip route show iif A
ip route show mark 5
ip route show mark 0 dev A
ip route show from 10.0.0.0/8
ip route show cached
ip route show table cache
ip route show dev nowhere
ip route show table nowhere
ip route show table 51
ip route show type nowhere
ip -s route flush cache
ip -s route flush 10.2.0.0/16
ip -s -s route flush root 10.1.0.0/16
ip -s route flush 99.0.0.0/8
ip route flush
ip route flush table 77
ip route flush proto boot
ip route
