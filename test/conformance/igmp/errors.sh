# Groups that cannot be joined
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link set A up
ip addr add 239.1.1.1/32 dev A
ip addr add 10.1.1.1/24 dev A autojoin
ip addr add fd00::1/64 dev A autojoin
ip addr add ff0e::1/64 dev A
ip addr add ff0e::1/64 dev A autojoin
ip addr add 239.1.1.2/32 dev C autojoin
ip addr add 239.1.1.2/32 dev A autojoin
ip addr add 239.1.1.2/32 dev A autojoin
ip addr add 239.1.1.2/24 dev A autojoin
ip addr add 239.1.1.2/32 dev lo autojoin
ip addr del 239.1.1.2/24 dev A
ip addr replace 239.1.1.1/32 dev A autojoin
ip addr show dev A
ip maddr show dev A
sysctl -qw net.ipv4.igmp_max_memberships=3
ip addr add 239.1.1.3/32 dev A autojoin
ip addr add 239.1.1.4/32 dev A autojoin
ip addr add 239.1.1.4/32 dev A
ip addr show dev A
ip maddr show dev A
sysctl -w net.ipv6.conf.A.disable_ipv6=0
ip addr add ff0e::1/64 dev A autojoin
ip addr add ff0e::1/128 dev A autojoin
ip -6 addr show dev A scope global
ip -6 maddr show dev A | grep ff0e
ip addr del ff0e::1/64 dev A
ip -6 maddr show dev A | grep ff0e
