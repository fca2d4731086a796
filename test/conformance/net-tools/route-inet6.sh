# IPv6 by the old tools
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up
ip link set B up
ifconfig A add fd00::1/64
ifconfig A add fd00::1/64
ifconfig A inet6 add fd01::1
route -A inet6 add fd02::/64 dev A
route -6 add fd03::/64 gw fd00::9
route -6 add default gw fd00::7
route -6 add fd03::/64 gw fd00::9
route -6 add fd04::/64 gw fd77::9
route -6 add fd05::/64 dev nope
ip -6 route
route -6 del fd03::/64
route -6 del fd09::/64
ifconfig A del fd00::9/64
ifconfig A del fd00::1/64
ip -6 route
