# A metric of 0 is any for a route of IPv6 that goes, the kernel's null entry among them.
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link set lo up
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0 up
ip link set v1 up
sleep 1.2
ip -6 route add fd50::/64 dev v0 metric 7
ip -6 route add fd51::/64 dev v0 metric 1024
ip -6 route add fd53::/64 dev v0 metric 1
route -6 del fd50::/64 metric 0 dev v0
route -6 del fd51::/64 metric 0 dev v0
route -6 del fd51::/64 metric 0 dev v0
route -A inet6 del default metric 0 dev lo
route -A inet6 del default dev lo
route -A inet6 del default metric 0 dev v0
route -A inet6 del default metric 0
route -A inet6 del default
route -A inet6 del fd52::/64 metric 0 dev lo
route -6 add fd54::/64 metric 0 dev v0
ip -6 route
route -6 del fd53::/64 dev v0
route -6 del fd54::/64 dev v0
ip link del v0
sleep 1
