# What packets do with entries that somebody set by hand
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:99 dev A nud stale
ping -c 1 -W 0.2 10.0.0.2 | grep loss
ip neigh
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:99 dev A nud permanent
ping -c 1 -W 0.2 10.0.0.2 | grep loss
ip netns exec a arping -q -c 1 -U -I B 10.0.0.2
ip neigh
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:0b dev A nud noarp
ping -c 1 -W 0.2 10.0.0.2 | grep loss
ip neigh show nud noarp
ip neigh replace 10.0.0.2 lladdr 02:00:00:00:00:99 dev A nud probe
ip neigh
ping -c 1 -W 0.2 10.0.0.2 | grep loss
ip neigh replace 10.0.0.3 dev A nud failed
ip neigh
ping -c 1 -W 0.2 10.0.0.3 | grep loss
ip link del A
ip netns del a
