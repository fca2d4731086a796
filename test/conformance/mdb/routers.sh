# Ports that lead to multicast routers
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
for dev in br0 A B; do ip link set $dev up; done
bridge -d mdb show
bridge link set dev A mcast_router 2
bridge mdb show
bridge -d mdb show
bridge -d -s mdb show
bridge -d -j mdb show
ip link set A type bridge_slave mcast_router 0
bridge -d mdb show
ip link set A type bridge_slave mcast_router 3
bridge -d mdb show
ip link set A type bridge_slave mcast_router 1
bridge -d -j mdb show
bridge link set dev A mcast_router 4
ip link set br0 type bridge mcast_router 2
bridge -d mdb show
