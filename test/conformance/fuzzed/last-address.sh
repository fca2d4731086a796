# With its last IPv4 address a link loses its neighbors, permanent or not, up or down.
# oracle: root
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip neigh add 192.168.1.2 lladdr 0e:11:22:33:44:55 dev A
ip neigh add fd00::2 lladdr 0e:11:22:33:44:55 dev A
ip addr add 10.0.1.3/16 dev A
ip addr add 10.0.1.4/16 dev A
ip addr del 10.0.1.4/16 dev A
ip neigh
ip addr del 10.0.1.3/16 dev A
ip neigh
ip link set B up
ip link set A up
ip addr add 10.0.1.3/16 dev A
ip neigh add 192.168.1.2 lladdr 0e:11:22:33:44:55 dev A
ip addr flush dev A
ip -4 neigh
ip link del A
