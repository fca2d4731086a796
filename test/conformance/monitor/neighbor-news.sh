# What of neighbors is news to ip monitor: not what stays as it is, nor what becomes as unknown as it was
# oracle: root
ip link add v0 type veth peer name p0
ip link set lo up
sysctl -qw net.ipv6.conf.v0.addr_gen_mode=1 net.ipv6.conf.p0.addr_gen_mode=1
ip link set v0 up
ip link set p0 up
ip addr add 10.0.0.1/24 dev v0
sleep 1
ip monitor neigh > /run/news &
sleep 0.5
ip neigh add 10.0.0.50 dev v0 nud failed
ip neigh add 10.0.0.51 dev v0 nud none
ip neigh add 10.0.0.52 dev v0 lladdr 02:00:00:00:00:52
ip neigh replace 10.0.0.52 dev v0 lladdr 02:00:00:00:00:52
ip neigh replace 10.0.0.52 dev v0 lladdr 02:00:00:00:00:53
ip neigh replace 10.0.0.52 dev v0 lladdr 02:00:00:00:00:53 router
ip neigh replace 10.0.0.52 dev v0 lladdr 02:00:00:00:00:53 proto zebra
ip neigh replace 10.0.0.52 dev v0 nud none
ip neigh replace 10.0.0.52 dev v0 nud failed
ip neigh add 10.0.0.55 dev v0 lladdr 02:00:00:00:00:55 extern_learn nud failed
ip neigh replace 10.0.0.55 dev v0 nud failed
ip neigh add 10.0.0.56 dev lo nud noarp
ip neigh replace 10.0.0.56 dev lo nud permanent
ip neigh add 224.0.0.5 dev v0 nud noarp
ip neigh del 224.0.0.5 dev v0
ip neigh add 10.0.0.58 dev v0 lladdr 02:00:00:00:00:58 nud reachable
ip neigh replace 10.0.0.58 dev v0 managed
ip neigh replace 10.0.0.58 dev v0 managed
ip neigh replace 10.0.0.58 dev v0 use
ip neigh del 10.0.0.58 dev v0
ip neigh del 10.0.0.50 dev v0
sleep 0.5
kill %1
sleep 0.2
cat /run/news
ip neigh del 10.0.0.56 dev lo
ip link del v0
