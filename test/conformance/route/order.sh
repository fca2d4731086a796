# Add, append, prepend, change and replace: which route stands where
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip route add 10.1.0.0/16 via 10.0.0.2
ip route append 10.1.0.0/16 via 10.0.0.3
ip route prepend 10.1.0.0/16 via 10.0.0.4
ip route show 10.1.0.0/16
ip route append 10.1.0.0/16 via 10.0.0.3
ip route prepend 10.1.0.0/16 via 10.0.0.2
ip route change 10.1.0.0/16 via 10.0.0.5
ip route show 10.1.0.0/16
ip route replace 10.1.0.0/16 via 10.0.0.3
ip route replace 10.1.0.0/16 via 10.0.0.6
ip route show 10.1.0.0/16
ip route add 10.1.0.0/16 via 10.0.0.7 metric 9
ip route change 10.1.0.0/16 via 10.0.0.8 metric 10
ip route del 10.1.0.0/16
ip route show 10.1.0.0/16
ip route del 10.1.0.0/16 metric 9
ip route del 10.1.0.0/16 via 10.0.0.99
ip route show 10.1.0.0/16
