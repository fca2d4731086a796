# Entries of neighbors that are changed without an address: they keep one that is valid, and there is no other
# oracle: root
ip link add e0 type veth peer name e1
ip link set e0 up
ip link set e1 up
ip addr add 192.0.2.10/24 dev e0
ip neigh add 192.0.2.1 dev e0 nud noarp
ip neigh add 192.0.2.2 dev e0 nud stale
ip neigh add 192.0.2.3 dev e0 nud failed
ip neigh replace 192.0.2.3 dev e0 nud noarp
ip neigh replace 192.0.2.3 dev e0 nud stale
ip neigh add 192.0.2.4 lladdr 02:00:00:00:00:04 dev e0 nud stale
ip neigh replace 192.0.2.4 dev e0 nud failed
ip neigh
ip neigh replace 192.0.2.4 dev e0 nud noarp
ip neigh replace 192.0.2.4 dev e0 nud stale
ip neigh replace 192.0.2.4 dev e0 nud permanent
ip neigh replace 192.0.2.4 dev e0 nud delay
ip neigh add 192.0.2.5 lladdr 02:00:00:00:00:05 dev e0 nud stale
ip neigh replace 192.0.2.5 dev e0 nud noarp
ip neigh replace 192.0.2.5 dev e0 nud none
ip neigh replace 192.0.2.5 dev e0 nud incomplete
ip neigh replace 192.0.2.5 dev e0 nud reachable
ip neigh add 192.0.2.6 lladdr 02:00:00:00:00:06 dev e0 nud incomplete
ip neigh replace 192.0.2.6 dev e0 nud stale
ip neigh add 192.0.2.7 lladdr 02:00:00:00:00:06 dev e0 nud failed
ip neigh replace 192.0.2.7 dev e0 nud stale
ip -6 neigh add fe80::7 dev e0 nud noarp
ip neigh change 192.0.2.1 dev e0 nud noarp
ip -4 neigh show nud all dev e0
ip neigh add 192.0.2.9 dev lo nud noarp
ip neigh add 192.0.2.9 dev lo nud stale
ip link set e0 arp off
ip neigh add 192.0.2.11 dev e0 nud noarp
ip neigh add 192.0.2.12 dev e0 nud stale
ip neigh flush all
ip link del e0
