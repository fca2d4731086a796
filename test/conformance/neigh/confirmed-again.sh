# What an administrator makes sure counts as confirmed, another address that is not sure does not
# oracle: root
ip link add v0 type veth peer name v1
ip addr add 10.0.0.1/24 dev v0
ip neigh add 10.0.0.5 lladdr 00:11:22:33:44:55 dev v0 nud stale
ip -s neigh show 10.0.0.5
ip neigh change 10.0.0.5 lladdr 00:11:22:33:44:66 dev v0
ip -s neigh show 10.0.0.5
ip neigh change 10.0.0.5 lladdr 00:11:22:33:44:66 dev v0 nud stale
ip -s neigh show 10.0.0.5
ip neigh change 10.0.0.5 lladdr 00:11:22:33:44:77 dev v0 nud stale
ip -s neigh show 10.0.0.5
ip neigh replace 10.0.0.5 lladdr 00:11:22:33:44:77 dev v0 nud noarp
ip -s neigh show 10.0.0.5 nud noarp
