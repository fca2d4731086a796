# A device by a number that no device has: its address' length is looked up first, which says so (found by fuzzing).
# oracle: root
ip link set if7b address 02:00:00:00:00:02
ip link set if7 address 02:00:00:00:00:02
ip link set if77 address 02:00:00:00:00:02
ip link set if1b mtu 1400
ip link add ifb7 type ifb
ip link set if7b address 02:00:00:00:00:02
ip link set if4b address 02:00:00:00:00:02
ip link set if4 address 02:00:00:00:00:03
ip link set if4x up
ip link set if4x address 02:00:00:00:00:03:04
ip link set nosuch address 02:00:00:00:00:03:04
ip link set if9 address 02:00:00:00:00:03:04
ip link set if9 broadcast 02:00:00:00:00:03
ip link set if9 address 02:00:00:00:00:03 broadcast ff:ff:ff:ff:ff:ff
ip link show if4x
ip addr add 10.9.0.1/24 dev if4x
ip route add 10.10.0.0/24 dev if4-
ip link del if4zzz
