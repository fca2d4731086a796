# Rules that do something else to what is of a VRF than to look into its table: what is of none goes on
# oracle: vm
ip rule add l3mdev uidrange 0-5 ipproto tcp sport 5 realms 3 unreachable pref 10
ip rule add l3mdev uidrange 0-5 ipproto tcp sport 5 realms 3 pref 11
ip rule add l3mdev goto 12 pref 9
ip rule add l3mdev nop pref 8
ip rule add l3mdev blackhole pref 6
ip rule add l3mdev prohibit pref 6
ip rule add l3mdev prohibit pref 6
ip rule add l3mdev prohibit table 5 pref 5
ip -d rule
ip -j rule show l3mdev
ip rule del l3mdev blackhole
ip rule del l3mdev unicast
ip rule del l3mdev
ip rule
ip rule flush
ip rule add pref 32766 table main
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
ip link add red type vrf table 10
ip link set red up
ip link add d0 type dummy
ip link set d0 master red
ip link set d0 up
ip addr add 10.0.0.1/24 dev d0
ip link add d2 type dummy
ip link set d2 up
ip addr add 10.2.0.1/24 dev d2
ip route add default dev d2
ip route get 10.9.0.9 vrf red
ip rule add pref 2000 l3mdev unreachable
ip route get 10.9.0.9 vrf red
ip route get 10.9.0.9
ip route get 10.0.0.9 vrf red
ip route add 10.8.0.0/24 via 10.2.0.7 vrf red
ping -c 1 -W 1 -I red 10.0.0.1
# An address of no VRF answers by lo, where a socket of the VRF does not listen.
ping -c 1 -W 0.3 -I red 10.2.0.1
ping -c 1 -W 1 -I d2 10.2.0.1
