# Who pings in pieces hears of the path's MTU by the first of them; zones of names are for addresses of a link
# oracle: root
for n in near mid far; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0; ip -n $n link set lo up; done
ip link add n0 netns near type veth peer name m0 netns mid
ip link add f0 netns far type veth peer name m1 netns mid
for a in "near n0 1::1" "mid m0 1::2" "mid m1 2::2" "far f0 2::1"; do set -- $a; ip -n $1 link set $2 up; ip -n $1 address add fd00:$3/64 dev $2; done
ip netns exec mid sysctl -qw net.ipv6.conf.all.forwarding=1
ip -n near route add default via fd00:1::2
ip -n far route add default via fd00:2::2
ip -n mid link set m1 mtu 1300
sleep 1.5
ip netns exec near ping -c 1 -W 0.3 -s 3000 fd00:2::1
ip netns exec near ping -c 1 -W 0.3 -s 3000 fd00:2::1 | grep -o '[0-9]* received'
ip -n mid link set m1 mtu 1280
ip netns exec near ping -c 1 -W 0.3 -s 1200 fd00:2::1 | grep -o '[0-9]* received'
ip netns exec near ping -c 1 -W 0.3 -s 1240 fd00:2::1 | grep -E 'From|received'
ip netns exec near ping -c 1 -W 0.3 ff02::2%n0 | grep -o '[0-9]* received'
ip netns exec near ping -c 1 -W 0.3 ff05::2%n0
ip netns exec near ping -c 1 -W 0.3 ff0e::1%n0
ip netns exec near ping -c 1 -W 0.3 fd00:1::2%n0
ip netns exec near ping -c 1 -W 0.3 ff02::2%n9
for n in near mid far; do ip netns del $n; done
