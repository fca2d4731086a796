# Routes by route: networks, hosts, gateways, metrics, rejected ones, and taking them away
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
ip addr add 10.1.0.1/24 dev B
route add default gw 10.0.0.254
route add default gw 10.1.0.254 dev B
ip route
route add -net 192.168.1.0/24 gw 10.0.0.253
route add -net 192.168.2.0 netmask 255.255.255.0 dev A
route add -host 192.168.3.3 dev A
route add -net 10.77.0.0/16 gw 10.0.0.9 metric 7
route add 10.66.6.6 gw 10.0.0.9
route add 10.66.0.0 gw 10.0.0.9
route add -net 172.20.0.0 gw 10.0.0.9
route add -net 10.0.0.0 gw 10.0.0.9
route add -net 192.168.9.0 dev B
route add -net 224.0.0.0/4 dev A
route add -net 10.9.0.0/16 reject
route add -host 10.6.6.6 reject
route add -net 10.44.0.0/16 gw 10.0.0.9 mss 1000 window 300
route add 0.0.0.0 gw 10.0.0.8
route add -net 10.7.0.0 netmask 255.255.0.0 gw 10.0.0.3 dev A
ip route
route -n
route del -net 10.77.0.0/16
route del -net 192.168.2.0 netmask 255.255.255.0
route del 10.66.6.6
route del -host 10.6.6.6 reject
route del default
ip route
route del default gw 10.0.0.254
route del default
ip route
