# Tokens that cannot be set
# oracle: root
ip link add A type veth peer name B
ip token set
ip token set ::1
ip token set dev A
ip token set ::1 dev
ip token set ::1 dev nope
ip token set foo dev A
ip token set 10.0.0.1 dev A
ip token set ::1/200 dev A
ip token set ::1 dev lo
ip token del
ip token del dev nope
ip token get dev nope
ip token list dev
ip token foo
ip token help
ip token set help
ip token set ::1 dev A dev nope
ip token
ip token set ::2 ::3 dev A foo
ip token
sysctl -q net.ipv6.conf.A.accept_ra=0
ip token set ::1 dev A
sysctl -q net.ipv6.conf.A.accept_ra=1 net.ipv6.conf.A.forwarding=1
ip token set ::1 dev A
sysctl -q net.ipv6.conf.A.accept_ra=2
ip token set ::1 dev A
sysctl -q net.ipv6.conf.A.forwarding=0 net.ipv6.conf.A.router_solicitations=0
ip token set ::4 dev A
sysctl -q net.ipv6.conf.A.router_solicitations=3
ip link set A arp off
ip token set ::4 dev A
ip link set A arp on
ip link set A mtu 1000
ip token set ::4 dev A
ip token
