# Times and groups are looked at when an address goes, too.
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip addr add 10.0.0.1/24 dev v0
ip addr del 10.0.0.1/24 dev v0 autojoin
ip addr del 10.0.0.1/24 dev v0 valid_lft 0
ip addr del 10.0.0.1/24 dev v0 valid_lft 5 preferred_lft 9
ip addr del 10.0.0.1 dev v0 valid_lft 0
ip addr del dev v0 autojoin
ip addr change dev v0 autojoin
ip addr add dev v0 autojoin
ip addr add dev v0 valid_lft 0
ip addr add 10.0.0.2/24 dev v0 autojoin
ip addr del 10.0.0.1/24 dev v0 valid_lft 9 preferred_lft 5
ip addr show dev v0
