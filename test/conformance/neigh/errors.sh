# What is wrong with a neighbor
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.disable_ipv6=1 net.ipv6.conf.B.disable_ipv6=1
ip link set A up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A
ip neigh change 10.0.0.200 dev A
ip neigh add 10.0.0.20 lladdr nonsense dev A
ip neigh add 10.0.0.20 lladdr 02:00:00:00:00 dev A
ip neigh add 10.0.0.20 dev A nud nonsense
ip neigh add 10.0.0.20 dev A
ip neigh add 10.0.0.21
ip neigh add dev A
ip neigh add nonsense dev A
ip neigh add 10.0.0.20 lladdr 02:00:00:00:00:02 dev nowhere
ip neigh add 10.0.0.20 lladdr 02:00:00:00:00:02 dev A proto nonsense
ip neigh del 10.0.0.99 dev A
ip neigh get 10.0.0.99 dev A
ip neigh get 10.0.0.2
ip neigh get dev A
ip neigh get 10.0.0.2 10.0.0.3 dev A
ip neigh show nud nonsense
ip neigh show proto nonsense
ip neigh show dev nowhere
ip neigh show vrf nowhere
ip neigh show master nowhere
ip neigh flush
ip neigh flush dev nowhere
ip -s neigh flush to 10.0.0.99
ip -s neigh flush dev A
ip -s neigh flush to 10.0.0.2 nud permanent
ip neigh nonsense
