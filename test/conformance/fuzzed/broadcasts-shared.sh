# oracle: root
# which broadcast addresses go with an address: those of others count only where they have the same source
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge
ip link set br0 up
ip addr add 192.168.1.4/30 brd 10.0.1.255 dev br0
ip addr add 10.0.1.5/24 dev br0
ip route show table local dev br0
ip addr del 10.0.1.5/24 dev br0
ip route show table local dev br0
ip addr add 10.0.1.5/24 brd 10.0.1.255 dev br0
ip addr add 10.0.1.5/16 brd 10.0.1.255 dev br0
ip addr add 10.0.1.6/24 brd 10.0.1.255 dev br0
ip route show table local dev br0
ip addr del 10.0.1.5/24 dev br0
ip route show table local dev br0
ip addr del 10.0.1.5/16 dev br0
ip route show table local dev br0
sysctl -qw net.ipv4.conf.br0.promote_secondaries=1
ip addr add 10.0.2.5/24 brd + dev br0
ip addr add 10.0.2.6/24 brd + dev br0
ip addr add 10.0.2.6/16 brd 10.0.2.255 dev br0
ip addr del 10.0.2.5/24 dev br0
ip route show table local dev br0
