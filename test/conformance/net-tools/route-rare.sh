# Rarer words of route, and what is wrong with them
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A
route add
route del
route flush
route foo
route add foo
route add -net
route add -host
route add -net 10.1.0.0
route add -net 10.1.0.0/16
route add -net 10.1.0.0/16 gw
route add -net 10.1.0.0/16 netmask 255.255.0.0 dev A
route add -net 10.1.0.1/16 dev A
route add -net 10.1.0.0 netmask 255.255.0.0 A
route add -net 10.1.0.0 netmask 255.255.0.0 A B
route add -net 10.2.0.0 netmask 255.255.0.0 dev A dev B
route add -net 10.2.0.0 netmask 255.0.255.0 dev A
route add -net 10.2.0.0 netmask 0 dev A
route add -net 10.2.0.0 netmask 0.0.0.0 dev A
route add -net 10.2.0.0/0 dev A
route add -net 10.3/16 dev A
route add -net 10/8 dev A
route add -net 0.0.0.0 dev A
route add -net default dev A
route add -host default dev A
route add 0.0.0.0 dev A
route del 0.0.0.0
route add default
route add default A
route add default gw 10.0.0.2 A
route add default gw 10.0.0.2 metric 5 A
route add default gw 10.0.0.2 metric 5 A
route add default gw 10.0.0.2 metric -1 A
route add default gw 10.0.0.2 metric foo A
route add default gw 10.0.0.2 metric
route add default metric 7 gw 10.0.0.2
route add default gw 10.0.0.2 dev B
route add default gw 10.0.0.1
route add default gw 10.0.0.255
route add default gw 224.0.0.1
route add default gw 0.0.0.0
route add default gw 10.0.0.0/24
route add default gateway 10.0.0.3 hopcount 9
route add -host 10.5.5.5 gw 10.0.0.2
route add -host 10.5.5.5 gw 10.0.0.2
route add 10.5.5.6 gw 10.0.0.2
route add 10.5.5.6/32 gw 10.0.0.2
route add 10.5.5.6/24 gw 10.0.0.2
route add -host 10.5.5.7 netmask 255.255.255.0 gw 10.0.0.2
route add -host 10.5.5.7 netmask 255.255.255.255 gw 10.0.0.2
route add -host 10.5.5.8 reject
route add -net 10.6.0.0/16 reject
route add -net 10.6.0.0/16 reject
route add -net 10.6.0.0/16 metric 3 reject
route add -net 10.7.0.0/16 reject dev A
route add -net 10.8.0.0/16 gw 10.0.0.2 reject
route add reject
route add -net 10.9.0.0/16 mss 1400 window 3000 irtt 300 dev A
route add -net 10.10.0.0/16 mss 10 dev A
route add -net 10.10.0.0/16 mss 70000 dev A
route add -net 10.10.0.0/16 window 5 dev A
route add -net 10.10.0.0/16 window foo dev A
route add -net 10.10.0.0/16 irtt foo dev A
route add -net 10.10.0.0/16 irtt -3 dev A
route add -net 10.10.0.0/16 mod dyn reinstate dev A
route add -net 10.11.0.0/16 dev
route add -net 10.11.0.0/16 dev nope
route add -net 10.11.0.0/16 nope
route add -net 10.11.0.0/16 dev A:1
route add -net 10.11.0.0/16 dev lo
route add -net 224.0.0.0/4 dev A
route add -net 240.0.0.0/4 dev A
route add -net 127.0.0.0/8 dev lo
route add 255.255.255.255 dev A
route add -net 255.255.255.255 netmask 255.255.255.255 dev A
route
route -n
route -e
route -ee
route -ne
route -nee
route -v
route -nC
route -F
route -N
ip route
route del -net 10.1.0.0
route del -net 10.1.0.0/16
route del -net 10.1.0.0/16
route del -net 10.6.0.0/16 metric 3
route del -net 10.6.0.0/16 reject
route del -net 10.6.0.0/16
route del -host 10.5.5.5 gw 10.0.0.9
route del -host 10.5.5.5 dev B
route del 10.5.5.5
route del default metric 5
route del default gw 10.0.0.2 dev A
route del default
route del -net default
route del default netmask 0.0.0.0
route del -net 10.99.0.0/16
route del -net 10.0.0.0/24
route del 10.0.0.1
route del nope
route del -net nope
route del -host nope
route del -net 10.9.0.0/16 mss 3
route del -net 10.9.0.0/16 mss 1400
ip route
route -A inet6 add
route -A inet6 del
route -A inet6 flush
route -A inet6 foo
route -A inet6 add fd01::/64 gw fd00::2
route -A inet6 add fd01::/64 gw fd00::2
route -A inet6 add fd01::/64 gw fd00::2 metric 5
route -A inet6 add fd02::/64 gw fd00::2 dev B
route -A inet6 add fd02::/64 dev A
route -A inet6 add fd02::1/64 dev A
route -A inet6 add fd03::1 dev A
route -A inet6 add fd03::/129 dev A
route -A inet6 add fd03::/foo dev A
route -A inet6 add fd03::/-1 dev A
route -A inet6 add default dev A
route -A inet6 add default gw fd00::9 metric 44
route -A inet6 add fd04::/64 dev
route -A inet6 add fd04::/64 nope
route -A inet6 add fd04::/64 gw foo
route -A inet6 add fd04::/64 gw 10.0.0.1
route -A inet6 add fd04::/64 reject
route -A inet6 add fd04::/64 mss 1000 dev A
route -A inet6 add -net fd05::/64 dev A
route -A inet6 add -host fd05::5 dev A
route -6 del fd01::/64
route -6 del fd01::/64 metric 5
route -6 del fd01::/64
route -6 del fd02::/64 dev B
route -6 del fd02::/64 gw fd00::2
route -6 del fd02::/64
route -6 del nope
route -6 del default metric 1
route -6 del default gw fd00::9
ip -6 route
route -x
route --foo
route --num
route --numeric-hosts
route -A
route -A unix
route -A foo
route -V | head -2
route -h 2>&1 | head -3
route -h -A inet6 2>&1 | head -3
route add -h
route add -v -net 10.44.0.0/16 dev A
route -n add -net 10.45.0.0/16 dev A
route add -net 10.46.0.0/16 -n dev A
route add -net -n 10.47.0.0/16 dev A
route -- -n
ip route | grep 10.4
