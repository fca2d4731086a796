# Neighbors with flags, states and protocols, one by one
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A router
ip neigh get 10.0.0.2 dev A
ip neigh change 10.0.0.2 dev A nud stale
ip neigh get 10.0.0.2 dev A
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:03 dev A extern_learn proto zebra
ip -j neigh get 10.0.0.2 dev A
ip neigh show nud stale
ip neigh show proto zebra
ip neigh show proto boot
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:03 dev A
ip neigh show to 10.0.0.2
ip -j neigh
ip neigh del 10.0.0.2 dev A
ip neigh add 10.0.0.3 dev A nud none
ip neigh
ip neigh show nud none
ip -j neigh show nud none
ip neigh del 10.0.0.3 dev A
ip neigh add 10.0.0.4 dev A nud failed
ip neigh
ip neigh del 10.0.0.4 dev A
ip neigh add 10.0.0.5 lladdr 02:00:00:00:00:05 dev A nud noarp
ip neigh
ip neigh show to 10.0.0.5 nud noarp
ip neigh del 10.0.0.5 dev A
ip neigh add 10.0.0.7 dev A use
ip neigh
ip neigh show unused
ip neigh del 10.0.0.7 dev A
ip neigh add 10.0.0.8 dev A managed
ip -j neigh
ip neigh del 10.0.0.8 dev A
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev A nud reachable
ip neigh show unused
ip neigh show nomaster
