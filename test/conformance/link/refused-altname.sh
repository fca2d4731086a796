# A request that is refused tells nobody of a change, and so evicts no neighbors (found by fuzzing).
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add br0 type bridge
ip link set br0 up
sleep 2
ip addr add 192.168.1.3/24 dev br0
ping -c 1 -W 1 192.168.1.1
sleep 3
ip neigh
ip link property del dev br0 altname other
ip neigh
ip link property add dev br0 altname br0
ip neigh
ip link property add dev br0 altname one altname br0
ip neigh
ip link set br0 alias x master nosuch
ip neigh
ip link set br0 alias x master br0
ip neigh
ip neigh add 192.168.1.1 dev br0 nud failed
ip neigh replace 192.168.1.1 dev br0 nud failed
ip link property add dev br0 altname other
ip neigh
ip link delete br0
