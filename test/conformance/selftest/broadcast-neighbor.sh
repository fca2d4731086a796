# A neighbor that is known by no hardware address goes when its address becomes one for broadcasts
# oracle: vm
ip link add vA type dummy
sysctl -qw net.ipv6.conf.vA.disable_ipv6=1
ip link set vA up
ip neigh add 192.0.2.111 lladdr 00:11:22:33:44:55 nud perm dev vA
ip neigh add 192.0.2.255 lladdr 00:11:22:33:44:55 nud perm dev vA
ip address add 192.0.2.1/24 broadcast 192.0.2.111 dev vA
ip neigh add 203.0.113.111 nud failed dev vA
ip neigh add 203.0.113.255 nud failed dev vA
ip neigh add 203.0.113.8 nud failed dev vA
ip neigh add 203.0.113.254 nud stale lladdr 00:11:22:33:44:55 dev vA
ip neigh get 203.0.113.111 dev vA
ip neigh get 203.0.113.255 dev vA
ip neigh show nud all | sort
ip address add 203.0.113.1/24 broadcast 203.0.113.111 dev vA
ip neigh get 192.0.2.111 dev vA
ip neigh get 192.0.2.255 dev vA
ip neigh get 203.0.113.111 dev vA
ip neigh get 203.0.113.255 dev vA
ip neigh show nud all | sort
ip addr del 203.0.113.1/24 dev vA
ip neigh show nud all | sort
