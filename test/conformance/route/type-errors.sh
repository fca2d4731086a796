# Types of routes that cannot have what they are given
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
sleep 0.1
ip route add blackhole 10.1.0.0/16 via 10.0.0.2
ip route add unreachable 10.1.0.0/16 dev A
ip route add local 10.1.0.0/16
ip route add local 10.1.0.0/16 via 10.0.0.2 dev A
ip route add nonsense 10.1.0.0/16
ip route add unicast 10.1.0.0/16
ip route add 10.1.0.0/16 scope nowhere dev A
ip route add 10.1.0.0/16 scope host via 10.0.0.2
ip route add 10.1.0.0/16 dev A onlink
ip route add 10.1.0.0/16 via 10.0.0.1
ip route add 10.1.0.0/16 via 10.0.0.255
ip route add 10.1.0.0/16 via 10.7.0.1 dev A
ip route add 10.1.0.0/16 via 10.7.0.1 dev A onlink
ip route add 10.2.0.0/16 dev A src 10.9.9.9
ip -6 route add fd01::/64 via fd00::1
ip -6 route add fd01::/64 via ff02::1 dev A
ip -6 route add fd01::/64 via fe80::1
ip route
