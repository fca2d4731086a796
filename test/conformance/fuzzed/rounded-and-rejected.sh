# Times of a bridge in the kernel's ticks; errors of rules that reject, of gateways on lo, of neighbors on lo.
# oracle: root
ip link add br0 type bridge
ip link set br0 type bridge forward_delay 1
ip -d link show br0
ip link set br0 type bridge forward_delay 203 hello_time 101 max_age 601
ip -d link show br0
ip rule add from all unreachable
ip route get 8.8.8.8
ip rule del from all unreachable
ip rule add from all prohibit
ip route get 8.8.8.8
ip rule del from all prohibit
ip rule add from all blackhole
ip route get 8.8.8.8
ip addr add 2001:db8::4/64 dev lo
sleep 0.5
ip -6 route add 2001:db8:77::/48 via 2001:db8::6
ip -6 route add 2001:db8:77::/48 via fe80::1 dev lo
ip neigh add 10.0.0.4 lladdr 02:00:00:00:00:01 dev lo
ip neigh
ip neigh del 10.0.0.4 dev lo
ip neigh
