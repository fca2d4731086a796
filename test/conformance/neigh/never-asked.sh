# Neighbors that nobody has to ask for: groups, broadcasts, this host itself
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 brd + dev A
ip addr add 2001:db8::1/64 dev A nodad
ip neigh show nud all dev lo
ping -q -c 1 -W 1 127.0.0.1 > /dev/null
ip neigh show nud all dev lo
ping -q -c 1 -W 1 127.0.0.5 > /dev/null
ping -q -c 1 -W 1 10.0.0.1 > /dev/null
ping -q -c 1 -W 1 ::1 > /dev/null
ping -q -c 1 -W 1 2001:db8::1 > /dev/null
ip neigh show nud all dev lo
ip neigh show nud noarp dev lo to 2001:db8::/32
ip neigh show dev lo
ip neigh get ::1 dev lo
ip neigh get 127.0.0.1 dev lo
ip neigh flush nud noarp dev lo
ip neigh flush nud all dev lo
ip neigh show nud all dev lo
ip neigh del ::1 dev lo
ip neigh show nud all dev lo to ::/0
ip link set A up
ip link set B up
sleep 1.5
ip neigh get 224.0.0.1 dev A
ping -q -c 1 -W 0.2 -I A 224.0.0.1 > /dev/null
ip neigh get 224.0.0.1 dev A
ip neigh add 224.0.0.1 dev A lladdr 02:00:00:00:00:09
ip neigh replace 224.0.0.1 dev A lladdr 02:00:00:00:00:09 nud permanent
ip neigh show nud all dev A to 224.0.0.0/4
ip neigh del 224.0.0.1 dev A
ip neigh show nud all dev A to 224.0.0.0/4
ping -q -b -c 1 -W 0.2 10.0.0.255 > /dev/null
ping -q -c 1 -W 0.2 -I A ff02::1 > /dev/null
ip -4 neigh show nud all dev A
ip neigh get ff02::1 dev A
ip neigh show dev A
cat /proc/net/arp
ip -4 ntable show dev A name arp_cache | grep -o 'refcnt [0-9]*'
ip link set lo down
ip neigh show nud all dev lo
ip link set lo up
ip link set A multicast off
ip -4 neigh show nud all dev A
ip link set A arp off
ip -4 neigh show nud all dev A
ping -q -c 1 -W 0.2 10.0.0.2 > /dev/null
ip -4 neigh show nud all dev A
ip link set A down
ip neigh show nud all dev A
ip neigh show nud noarp dev C
