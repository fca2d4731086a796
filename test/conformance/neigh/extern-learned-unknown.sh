# What somebody else learned, without an address: refused, and the entry stays, shown though nothing is known of it.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
sleep 1.2
ip neigh replace 10.0.0.5 extern_learn dev v0
ip neigh
ip -j neigh
ip neigh show nud stale
ip neigh replace 10.0.0.5 dev v0
ip neigh
ip neigh show nud all
ip neigh replace 10.0.0.5 extern_learn proto 5 dev v0
ip neigh
ip neigh change 10.0.0.6 extern_learn dev v0
ip neigh add 10.0.0.5 extern_learn dev v0
ip neigh add 10.0.0.5 extern_learn dev nosuch0
ip neigh replace 10.0.0.6 router dev v0
ip neigh get 10.0.0.6 dev v0
ip neigh get 10.0.0.5 dev v0
ip neigh replace 10.0.0.7 extern_learn nud none dev v0
ip neigh get 10.0.0.7 dev v0
ip neigh del 10.0.0.7 dev v0
ip neigh replace 10.0.0.5 lladdr 02:00:00:00:00:05 dev v0
ip neigh
ip neigh del 10.0.0.5 dev v0
ip neigh del 10.0.0.6 dev v0
ip neigh show nud all
