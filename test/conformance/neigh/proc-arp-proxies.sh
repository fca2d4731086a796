# /proc/net/arp lists behind the neighbors whom a host answers for.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add br1 type bridge
ip neigh change proxy 10.0.0.2 dev br1
cat /proc/net/arp
ip neigh add proxy 10.0.0.3 dev br1
ip neigh add proxy 10.0.0.3 dev lo
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev br1
ip -6 neigh add proxy fd00::3 dev br1
ip neigh add proxy x dev br1
cat /proc/net/arp
ip neigh del proxy 10.0.0.2 dev br1
ip neigh del proxy 10.0.0.2 dev br1
cat /proc/net/arp
