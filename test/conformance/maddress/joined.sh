# Groups that addresses make a device listen to
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip maddr show dev A
ip link set A up
ip link set B up
sleep 0.1
ip addr add fd00::1:2/64 dev A nodad
ip addr add fd01::1:2/64 dev A nodad
ip maddr show dev A
ip -j maddr show dev A
ip addr del fd00::1:2/64 dev A
ip maddr show dev A
ip link set A down
ip maddr show dev A
