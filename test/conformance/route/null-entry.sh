# oracle: root
# The root of an IPv6 table without a default route holds an entry that is found and may not go; via :: is the device alone.
ip -6 route del default
ip -6 route del default via ::
ip -6 route del default via fe80::1
ip -6 route del default dev lo
ip -6 route del ::/0 table 77
ip -6 route del ::/0 table local
ip -6 route del default metric 5
ip -6 route del default metric 4294967295
ip -6 route del default proto static
ip -6 route del default proto kernel
ip -6 route del unreachable default
ip -6 route del default dev eth0
ip -6 route del fd00::/64 via ::
ip link set lo up
ip -6 route add default dev lo
ip -6 route del default via ::
ip -6 route del default via ::
ip -6 route add fd00::/64 dev lo
ip -6 route del fd00::/64 via fe80::1
ip -6 route del fd00::/64 via ::
ip route del default via ::
ip route del default via 0.0.0.0
ip route del 10.20.0.1/16 nhid 10 mtu lock 1300
ip route add 10.20.0.1/16 nhid 10
ip route del 10.20.0.1/16 table 88
ip -6 route del fd00::1/64 nhid 10
ip -j route get 0.0.0.0 connected
ip -j -p route get 127.0.0.1 connected
ip -j -d route get ::1 connected
ip route get 127.0.0.1 from 127.0.0.1 connected
ip -o route get ::1 connected
ip -j -6 route get ::1 connected fibmatch
ip -6 route get ::1 connected fibmatch
ip -6 route get fd00::1 connected
