# Proxies of IPv6 go when lo becomes too narrow for it (found by fuzzing).
# oracle: root
ip link set lo up
ip neigh add proxy fd00::9 dev lo
ip neigh add proxy 10.0.0.9 dev lo
ip link set lo mtu 1279
ip neigh show proxy
ip link set lo mtu 1280
ip neigh show proxy
ip neigh add proxy fd00::9 dev lo
ip neigh show proxy
