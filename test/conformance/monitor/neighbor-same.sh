# oracle: root
# Nothing is told of an entry that is said again as it is.
sysctl -q net.ipv6.conf.default.disable_ipv6=1
ip link add v0 type veth peer name v1
ip link set v0 up
ip link set v1 up
ip neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev v0
ip neigh add 10.0.0.2 nud none dev v0
ip neigh add 10.0.0.3 nud failed dev v0
ip neigh add 10.0.0.4 nud noarp dev v0
ip monitor neigh > told & sleep 0.3
ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:01 dev v0
ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:02 dev v0
ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:02 dev v0 proto 7
ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:02 dev v0 router
ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:02 dev v0 router
ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:02 dev v0
ip neigh replace 10.0.0.1 lladdr 02:00:00:00:00:02 dev v0 extern_learn
ip neigh change 10.0.0.1 lladdr 02:00:00:00:00:02 dev v0 extern_learn
ip neigh change 10.0.0.1 dev v0 nud stale
ip neigh change 10.0.0.1 dev v0 nud stale
ip neigh change 10.0.0.1 dev v0 lladdr 02:00:00:00:00:03 nud stale
ip neigh change 10.0.0.1 dev v0 nud noarp
ip neigh change 10.0.0.1 dev v0 nud noarp
ip neigh change 10.0.0.1 dev v0 nud failed
ip neigh change 10.0.0.1 dev v0 nud failed
ip neigh change 10.0.0.1 dev v0 nud none
ip neigh change 10.0.0.1 dev v0 nud permanent
ip neigh change 10.0.0.1 dev v0 lladdr 02:00:00:00:00:03
ip neigh add 10.0.0.5 nud none dev v0
ip neigh add 10.0.0.6 nud failed dev v0
ip neigh add 10.0.0.7 nud stale dev v0
ip neigh replace 224.0.0.5 lladdr 02:00:00:00:00:05 dev v0
ip neigh replace 224.0.0.5 lladdr 02:00:00:00:00:05 dev v0
ip neigh replace 10.0.0.2 nud none dev v0
ip neigh replace 10.0.0.3 nud none dev v0
ip neigh del 10.0.0.2 dev v0
ip neigh del 10.0.0.3 dev v0
ip neigh del 10.0.0.5 dev v0
sleep 0.3
kill %1
wait
cat told
ip neigh show dev v0 nud all
ip link set lo up
ip monitor address > told & sleep 0.3
sysctl -q net.ipv6.conf.lo.disable_ipv6=0
ip -6 addr add fd00:1::4/64 dev lo
ip -6 addr add fd00:1::5/64 dev lo nodad
ip -6 addr change fd00:1::5/64 dev lo preferred_lft 0
sleep 0.3
kill %1
wait
cat told
ip -6 addr show dev lo
