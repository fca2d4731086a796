# Proxy neighbors: entered, listed, got, deleted, and gone with the link
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip neigh add proxy 10.0.0.50 dev A
ip neigh add proxy fd00::50 dev A
ip neigh add proxy 10.0.0.50 dev A
ip neigh add proxy 10.0.0.52 dev A router
ip neigh add proxy 10.0.0.53 dev A proto static
ip neigh replace proxy 10.0.0.50 dev A proto 7
ip neigh change proxy 10.0.0.99 dev A
ip neigh add proxy 10.0.0.55 dev B
ip neigh
ip neigh show proxy
ip -j neigh show proxy
ip -s neigh show proxy
ip -6 neigh show proxy
ip neigh show proxy dev A
ip neigh show proxy dev B
ip neigh get proxy 10.0.0.50 dev A
ip neigh get proxy 10.0.0.77 dev A
ip neigh del proxy 10.0.0.50 dev A
ip neigh del proxy 10.0.0.50 dev A
ip neigh del proxy fd00::50 dev A
ip neigh del proxy 10.0.0.52 dev B
ip neigh add proxy nonsense dev A
ip neigh add proxy dev A
ip neigh add proxy 10.0.0.50 proxy 10.0.0.51 dev A
ip neigh show proxy
ip link set A down
ip neigh show proxy
