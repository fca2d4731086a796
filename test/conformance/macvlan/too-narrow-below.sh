# A MACVLAN does not follow its device to an MTU that it cannot have (found by fuzzing).
# oracle: root
ip link add ifb7 type ifb
ip link add link ifb7 name m0 type macvlan mode bridge
ip link set ifb7 mtu 10
ip link show m0
ip link set ifb7 mtu 1000
ip link show m0
ip link set ifb7 mtu 68
ip link show m0
ip link set ifb7 mtu 67
ip link show m0
