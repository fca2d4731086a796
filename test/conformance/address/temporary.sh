# Temporary addresses beside lasting ones: made where use_tempaddr says so, preferred with 2, followed before they end, gone with the one they are beside
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
sysctl -qw net.ipv6.conf.v1.disable_ipv6=1 net.ipv6.conf.v0.accept_dad=0 net.ipv6.conf.v0.router_solicitations=0
ip link set lo up
ip link set v0 up
ip link set v1 up
sleep 3
mask() { sed -E 's/2001:db8:([0-9]):0?:?[0-9a-f]+:[0-9a-f]+:[0-9a-f]+:[0-9a-f]+/2001:db8:\1:CHANCE/g; s/_lft [0-9]+sec/_lft N/g'; }
ip addr add 2001:db8:1::1/64 dev v0 mngtmpaddr
sleep 0.3
ip -6 addr show dev v0 scope global
sysctl -w net.ipv6.conf.v0.use_tempaddr=1
ip addr change 2001:db8:1::1/64 dev v0 mngtmpaddr
sleep 0.3
ip -6 addr show dev v0 scope global | mask
ip -6 route get 2001:db8:1::9 | mask
sysctl -w net.ipv6.conf.v0.use_tempaddr=2
ip -6 route get 2001:db8:1::9 | mask
ip -6 addr show dev v0 temporary | grep -c inet6
ip -6 addr show dev v0 primary | grep -c inet6
ip -6 addr show dev v0 -temporary | grep -c inet6
ip addr add 2001:db8:2::1/64 dev v0 mngtmpaddr valid_lft 30 preferred_lft 10
ip addr add 2001:db8:3::1/64 dev v0 mngtmpaddr valid_lft 30 preferred_lft 4
ip addr add 2001:db8:4::1/80 dev v0 mngtmpaddr
ip addr add 2001:db8:4::1/64 dev v0
sleep 0.5
ip -6 addr show dev v0 scope global | mask
sleep 11
ip -6 addr show dev v0 scope global | mask
ip -6 route show dev v0 | sed 's/expires [0-9]*sec/expires N/'
ip addr change 2001:db8:1::1/64 dev v0
ip -6 addr show dev v0 scope global | grep -c CHANCE
ip -6 addr show dev v0 temporary | grep -c inet6
ip addr del 2001:db8:2::1/64 dev v0
ip -6 addr show dev v0 temporary | grep -c inet6
ip addr change 2001:db8:4::1/64 dev v0 mngtmpaddr
sleep 0.3
ip -6 addr show dev v0 scope global | mask
sysctl -w net.ipv6.conf.v0.use_tempaddr=0
ip -6 route get 2001:db8:4::9 | mask
ip addr flush dev v0 temporary
ip -6 addr show dev v0 scope global | mask
sysctl -w net.ipv6.conf.v9.use_tempaddr=2
sysctl net.ipv6.conf.lo.use_tempaddr
ip link del v0
