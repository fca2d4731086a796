# `default` in place of an address is zeros where the family is known, and else nothing at all.
# oracle: root
ip link add A type veth peer name B
ip addr add default via 10.0.0.1
ip addr add default 10.0.0.1/24 dev A
ip addr add 10.0.0.1/24 default dev A
ip addr add default dev A
ip -4 addr add default dev A
ip -6 addr add any dev A
ip -6 addr add all fd00::1/64 dev A
ip addr add default peer 10.0.0.1 dev A
ip -4 addr add default peer 10.0.0.1 dev A
ip -6 addr add peer fd00::1 dev A
ip -6 addr del default dev A
ip -4 addr del default dev A
ip addr show dev A
