# `default` and its like where an address is meant: zeros of the family, or no octets at all; and IPv6 disabled on lo.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add br0 type bridge
ip route add via default 172.17.42.6
ip route add 10.0.0.0/8 via default
ip -6 route add fd00::/8 via default
ip -6 route add fd00::/8 via any
ip route add 10.0.0.0/8 src default dev br0
ip route add 10.0.0.0/8 src any dev br0
ip neigh add default dev br0
ip neigh add any lladdr 02:00:00:00:00:01 dev br0
ip -4 neigh add default lladdr 02:00:00:00:00:01 dev br0
ip neigh show
ip addr add fd00::3/48 dev lo
sysctl -w net.ipv6.conf.lo.disable_ipv6=1
ip addr add fd00::3/48 dev br0
ping -c 1 -W 1 fd00::3
ping -c 1 -W 1 ::1
ip neigh replace 10.0.0.3 lladdr nud 02:00:00:00:00:02 noarp dev br0
ip neigh replace 10.0.0.3 lladdr nud nud noarp dev br0
ip neigh replace 10.0.0.3 lladdr nud
ip neigh replace 10.0.0.3 lladdr 02:00 dev nosuch
ip neigh replace 10.0.0.3 lladdr 02:00 dev br0
ip neigh replace 10.0.0.3 lladdr
ip neigh replace 10.0.0.3 lladdr null dev br0
