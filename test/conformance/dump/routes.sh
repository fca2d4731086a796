# Routes saved to a file, lost, and brought back
# oracle: root
ip link add A type veth peer name B
ip link set A addrgenmode none; ip link set B addrgenmode none
ip link set B up; ip link set A up
ip addr add 10.0.0.1/24 dev A
ip addr add 10.0.0.3/24 dev A
ip addr add fd00::1/64 dev A nodad
ip route add 10.1.0.0/16 via 10.0.0.2 metric 5
ip route add default via 10.0.0.2 dev A mtu 1400 src 10.0.0.1
ip route add 10.2.0.0/16 nexthop via 10.0.0.2 weight 2 nexthop via 10.0.0.4
ip route add blackhole 10.3.0.0/16 table 100
ip route add 10.4.0.0/16 via 10.0.0.2 realms 1/2 congctl cubic advmss 1000 mtu lock 1300
ip route add 10.5.0.0/16 via inet6 fd00::2 dev A
ip route add 10.6.0.0/16 via 10.9.9.9 onlink dev A tos 4
ip -6 route add fd01::/64 via fd00::2 metric 5 mtu 1300
ip -6 route add default via fd00::2 dev A src fd00::1 pref high
ip -6 route add fd02::/64 nexthop via fd00::2 dev A nexthop via fd00::3 dev A weight 3
ip -6 route add unreachable fd03::/64
ip route save > saved
wc -c < saved
for to in 10.1.0.0/16 default 10.2.0.0/16 10.4.0.0/16 10.5.0.0/16 10.6.0.0/16; do ip route save $to | tail -c +21 | od -A n -v -t x1; done
for to in fd01::/64 fd02::/64 fd03::/64; do ip -6 route save $to | tail -c +21 | od -A n -v -t x1; done
ip route save table 100 | tail -c +21 | od -A n -v -t x1
ip route save dev A proto kernel | head -c 12 | od -A n -v -t x1
ip -6 route save > saved6
ip route save table local | ip route showdump
ip route showdump < saved
ip -d route showdump < saved
ip -j route showdump < saved
ip route showdump < saved6
ip route
ip route flush proto boot
ip route
ip route restore < saved
ip route
ip route restore < saved
ip -6 route flush proto boot
ip -6 route restore < saved6
ip -6 route
ip link set A down; ip link set A up
ip route restore < saved
ip route
ip netns add n1
ip -n n1 route restore < saved
ip -n n1 route showdump < saved | head -n 1
ip -n n1 route
