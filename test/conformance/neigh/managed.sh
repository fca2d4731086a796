# Neighbors that the kernel is to look after (managed) or to ask for (use): whom it knows, or asks nobody for, stays as it was
# oracle: root
ip link set lo up
ip link add v0 type veth peer name p0
sysctl -qw net.ipv6.conf.v0.addr_gen_mode=1 net.ipv6.conf.p0.addr_gen_mode=1
ip link set v0 up
ip link set p0 up
ip addr add 10.0.0.1/24 dev v0
ip neigh add 10.0.0.1 dev lo managed
ip neigh show nud noarp dev lo
ip neigh add fe80::9 dev lo managed
ip neigh add 10.0.0.2 dev lo lladdr 02:00:00:00:00:01 managed
ip neigh change 10.0.0.2 dev lo use
ip neigh show nud all dev lo
ip neigh del fe80::9 dev lo
ip neigh add 10.0.0.51 dev v0 lladdr 02:00:00:00:00:51 nud stale
ip neigh replace 10.0.0.51 dev v0 use
ip neigh show 10.0.0.51
ip neigh add 10.0.0.52 dev v0 lladdr 02:00:00:00:00:52 nud permanent
ip neigh replace 10.0.0.52 dev v0 lladdr 02:00:00:00:00:53 use
ip neigh show 10.0.0.52
ip neigh add 10.0.0.54 dev v0 lladdr 02:00:00:00:00:54 nud reachable
ip neigh replace 10.0.0.54 dev v0 lladdr 02:00:00:00:00:55 managed
ip neigh show 10.0.0.54
ip neigh change 10.0.0.54 dev v0 use
ip neigh show 10.0.0.54
ip neigh add 10.0.0.56 dev v0 lladdr 02:00:00:00:00:56 nud noarp
ip neigh replace 10.0.0.56 dev v0 managed
ip neigh show 10.0.0.56 nud all
ip neigh add 10.0.0.57 dev v0 nud failed
ip neigh change 10.0.0.57 dev v0 managed
ip neigh show 10.0.0.57
ip neigh add 224.0.0.9 dev v0 managed
ip neigh show 224.0.0.9 nud all
ip neigh add 10.0.0.51 dev v0 managed
ip neigh change 10.0.0.99 dev v0 managed
ip neigh add 10.0.0.60 dev v0 managed router
ip neigh show 10.0.0.60
ip neigh add proxy 10.0.0.63 dev v0 managed
ip neigh add 10.0.0.64 dev v0 lladdr 02:00:00:00:00:64 nud permanent managed
ip link del v0
ip neigh del 10.0.0.1 dev lo
ip neigh show nud all
