# A route by lo leads nowhere and hinders no gateway on another link
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip a add fd00:1::3/64 nodad dev lo
ip link add br0 type bridge
ip link set br0 up
ip -6 r add default via fd00:1::3
ip -6 r
ip -6 route replace 2001:db8:77::/48 via fd00:1::9 dev br0 onlink metric 0
ip -6 route replace 2001:db8:78::/48 via fd00:1::3 dev br0 onlink
ip -6 route replace 2001:db8:79::/48 via fd00:2::3 dev br0 onlink
ip -6 route replace 2001:db8:7a::/48 via fd00:1::9 dev lo onlink
ip -6 r
