# Proxies that somebody else learned.
# oracle: root
ip link add v1 address 02:00:00:00:00:01 type veth peer name v2 address 02:00:00:00:00:02
ip neigh add proxy 10.0.0.1 dev v1
ip neigh change proxy 10.0.0.1 dev v1 extern_learn
ip neigh show proxy
ip neigh add proxy 10.0.0.2 dev v1 extern_learn
ip neigh replace proxy 10.0.0.3 dev v1 extern_learn
ip neigh show proxy
ip neigh change proxy 10.0.0.4 dev v1 extern_learn
ip neigh show proxy
ip neigh add proxy fd00::2 dev v1 extern_learn router
ip neigh change proxy fd00::2 dev v1
ip -j neigh show proxy
ip neigh replace proxy 10.0.0.3 dev v1 managed
ip neigh replace proxy 10.0.0.3 dev v1 use
ip neigh add proxy 10.0.0.7 dev v1 router
ip neigh show proxy
