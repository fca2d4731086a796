# Proxy neighbors that are not for good go with the carrier, those of IPv4 with its last address
# oracle: root
sysctl -qw net.ipv6.conf.default.addr_gen_mode=1
ip link add A type veth peer name B
ip link set A up; ip link set B up
sleep 1.5
ip addr add 10.0.0.1/24 dev A
ip neigh add proxy 10.0.0.7 dev A
ip neigh add proxy 10.0.0.8 dev A managed
ip neigh add proxy 10.0.0.8 dev A use
ip neigh add proxy fd00::8 dev A
ip addr del 10.0.0.1/24 dev A
ip neigh show proxy
ip addr add 10.0.0.1/24 dev A
arp -i A -Ds 10.0.0.9 A pub
ip neigh add proxy 10.0.0.7 dev A
arp -i A -Ds 10.0.0.7 A pub
ip neigh show proxy
ip link set B down
sleep 1.5
ip neigh show proxy
ip link set A mtu 1000
ip neigh show proxy
ip maddr show dev A
ip link set A mtu 1400
ip neigh show proxy
ip maddr show dev A
