# What is flushed of addresses answered for, of no family, and what statistics tell of who was never heard of
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:05 dev A
ip neigh add 10.0.0.4 dev A nud failed
ip -s neigh show 10.0.0.4
ip neigh add 10.0.0.5 dev A
ip -s neigh show 10.0.0.5 nud none
ip -s neigh get 10.0.0.2 dev A
ip -s -j neigh get 10.0.0.2 dev A
ip -s neigh get 10.0.0.4 dev A
ip -0 neigh
ip -0 neigh show nud all
ip neigh add proxy 10.0.0.20 dev A
ip neigh add proxy 10.0.0.21 dev B
ip -0 neigh show proxy
ip -0 -s neigh flush nud all
ip -s -s neigh flush proxy dev A
ip neigh show proxy
ip -s neigh flush dev B proxy nud permanent
ip neigh flush proxy to 10.0.0.0/8
ip neigh show proxy
ip -s neigh flush proxy dev A
ip neigh del 10.0.0.5 dev A
ip neigh show nud all
