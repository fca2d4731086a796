# 0.0.0.0 is taken without a trace, also where there is no IPv4; what is wrong with a line is told before that is looked at.
# oracle: root
ip link set lo up
ip addr add 0.0.0.0 dev lo
ip addr add 0.0.0.0/24 brd 10.0.0.255 dev lo
ip link set lo mtu 0
ip addr show dev lo
ip addr add 0.0.0.0 dev lo
ip addr add 0.0.0.0/24 brd + dev lo
ip addr add 0.0.0.0 dev lo label a-label-that-is-too-long
ip addr add 0.0.0.0 dev lo valid_lft 5 preferred_lft 9
ip addr add 0.0.0.0 dev lo valid_lft 0 preferred_lft 0
ip addr add 0.0.0.0 dev nosuch0
ip addr add 10.0.0.1/24 dev lo
ip addr add 10.0.0.1/24 dev lo valid_lft 0 preferred_lft 0
ip addr add 10.0.0.1/24 dev lo label a-label-that-is-too-long
ip addr del 0.0.0.0 dev lo
ip addr del 0.0.0.0/24 dev lo
ip addr show dev lo
