# Metrics that do not fit into the short of an ioctl.
# oracle: root
ip link add v1 address 02:00:00:00:00:01 type veth peer v2 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.v1.accept_dad=0 net.ipv6.conf.v2.accept_dad=0
ip addr add 10.0.0.1/24 dev v1
ip link set v1 up
ip link set v2 up
sleep 1.5
route add -host 10.1.0.1 gw 10.0.0.2 metric 70000
route add -host 10.1.0.2 gw 10.0.0.2 metric 32766
route add -host 10.1.0.3 gw 10.0.0.2 metric 32767
route add -host 10.1.0.4 gw 10.0.0.2 metric 40000
route add -host 10.1.0.5 gw 10.0.0.2 metric 65535
route add -host 10.1.0.6 gw 10.0.0.2 metric 65536
route add -host 10.1.0.7 gw 10.0.0.2 metric 4294967295
route add -host 10.1.0.8 gw 10.0.0.2 metric 99999999999
route add -net 10.2.0.0/16 gw 10.0.0.2 metric 1 irtt 70000
route add -host 10.1.0.9 gw 10.0.0.2 metric -1
route add -host 10.1.0.9 gw 10.0.0.2 metric
ip route
route -n
route -ne
route -nee
route del -host 10.1.0.1 metric 70000
route del -host 10.1.0.2 metric 32767
route del -host 10.1.0.4 gw 10.0.0.2 metric 105536
ip route
route -A inet6 add fd00::1/128 metric 70000 dev v1
route -A inet6 add fd00::2/128 metric 4294967295 dev v1
route -A inet6 add fd00::3/128 metric 4294967296 dev v1
route -A inet6 add fd00::4/128 metric 0 dev v1
route -A inet6 add fd00::5/128 metric -1 dev v1
ip -6 route
