# The routing table as route and netstat show it
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
ip addr add 10.0.0.1/24 dev A
route
route -n
ip route add default via 10.0.0.254
ip route add 10.5.0.0/16 via 10.0.0.9 metric 7
ip route add 10.6.6.6 via 10.0.0.9
ip route add blackhole 10.10.0.0/16
ip route add prohibit 10.11.0.0/16
ip route add unreachable 10.12.1.1
ip route add 10.13.0.0/16 via 10.0.0.9 table 7
ip route add 10.14.0.0/16 via 10.0.0.9 advmss 960 window 300
route
route -n
route -e
route -ne
route -ee
route -nee
netstat -r
netstat -rn
netstat -rne
netstat -rnee
route -C
route -A inet -n
