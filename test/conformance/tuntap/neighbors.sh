# A tun device has neighbors, all one, whose address of hardware has no octets.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip tuntap add dev tun0 mode tun
ip addr add 10.3.0.1/24 dev tun0
ip link set tun0 up
ping -c 1 -W 1 10.3.0.2
ping -c 1 -W 1 10.3.0.3
ip neigh show nud all dev tun0
ip -j neigh show nud all
ip neigh add 10.3.0.9 lladdr 02:00:00:00:00:01 dev tun0
ip neigh show
ip -j neigh show dev tun0
ip neigh del 10.3.0.9 dev tun0
ip neigh get 10.3.0.9 dev tun0
ip neigh flush dev tun0
ip neigh show nud all
# No address of hardware is needed where there is none.
ip neigh add 10.3.0.8 dev tun0
sysctl -qw net.ipv6.conf.tun0.disable_ipv6=0
ip neigh add fd00::9 dev tun0
ip neigh
ip -j neigh
