# A route that lets nobody through and that ioctl made is not the same to the kernel as one of rtnetlink, so that both may stand there
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add e0 type veth peer name e1
ip addr add 10.5.0.1/24 dev e0
ip link set e0 up
ip link set e1 up
route add -net 10.6.0.0/16 gw 10.5.0.9
ip route append 10.6.0.0/16 via 10.5.0.9
ip route append 10.6.0.0/16 via 10.5.0.9
route add -net 10.6.0.0/16 gw 10.5.0.9
ip route prepend 10.6.0.0/16 via 10.5.0.9
ip route add 10.6.0.0/16 via 10.5.0.9
ip route show 10.6.0.0/16
ip route add unreachable 10.7.0.0/16 scope host
route add -net 10.7.0.0/16 reject
route add -net 10.7.0.0/16 reject
ip route show 10.7.0.0/16
ip route del unreachable 10.7.0.0/16
route add -net 10.7.0.0/16 reject
ip route append unreachable 10.7.0.0/16 scope host
ip route append unreachable 10.7.0.0/16 scope host
ip route show 10.7.0.0/16
route del -net 10.7.0.0/16 reject
ip route show 10.7.0.0/16
route add -host 10.8.0.1 dev e0
ip route replace 10.8.0.1 dev e0
ip route append 10.8.0.1 dev e0
route add -host 10.8.0.1 dev e0
ip route show 10.8.0.1
ip route del 10.6.0.0/16 via 10.5.0.9
ip route show 10.6.0.0/16
route del -net 10.6.0.0/16 gw 10.5.0.9
route del -net 10.6.0.0/16 gw 10.5.0.9
route add default gw 10.5.0.9
ip route append default via 10.5.0.9
ip link set e0 mtu 1400
ip route
ip link del e0
