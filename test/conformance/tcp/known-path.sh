# What is known of a path tells the other side how large its segments may be: a path MTU, a route's MTU, its advmss, the least there is
# oracle: root
for n in near mid far; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1; done
ip link add n0 netns near type veth peer name m0 netns mid
ip link add f0 netns far type veth peer name m1 netns mid
for a in "near n0 1.1" "mid m0 1.254" "mid m1 2.254" "far f0 2.1"; do set -- $a; ip -n $1 addr add 10.0.$3/24 dev $2; ip -n $1 addr add 2001:db8:${3%.*}::${3#*.}/64 dev $2; ip -n $1 link set $2 up; done
ip -n near route add default via 10.0.1.254
ip -n far route add default via 10.0.2.254
ip -n near route add default via 2001:db8:1::254
ip -n far route add default via 2001:db8:2::254
told() { ip netns exec far tcpdump -Uni f0 -w syn "(ip or ip6) and tcp port $1" 2> /dev/null & sleep 0.7; ip netns exec far nc $3 -l $1 > /dev/null & sleep 0.3; echo x | ip netns exec near nc -N -w 1 $2 $1; sleep 1.2; ip netns exec far pkill tcpdump; wait; tcpdump -nr syn 2> /dev/null | grep -o 'Flags \[S.*mss [0-9]*' | sed 's/,.*mss/ mss/'; }
told 1001 10.0.2.1
told 1002 2001:db8:2::1 -6
ip -n mid link set m1 mtu 1300
ip -n far link set f0 mtu 1300
told 1003 10.0.2.1
ip netns exec near ping -q -c 1 -M do -s 1400 10.0.2.1 | grep -o '[0-9]* received'
ip netns exec near ping -q -c 1 -s 1400 2001:db8:2::1 | grep -o '[0-9]* received'
ip -n near route get 10.0.2.1 | grep -o 'mtu .*'
told 1004 10.0.2.1
told 1005 2001:db8:2::1 -6
ip -n near route replace 10.0.2.0/24 via 10.0.1.254 mtu 1000
told 1006 10.0.2.1
ip -n near route replace 10.0.2.0/24 via 10.0.1.254 advmss 700
told 1007 10.0.2.1
ip -n near route replace 10.0.2.0/24 via 10.0.1.254 mtu 200
told 1009 10.0.2.1
ip -n far route add 10.0.1.0/24 via 10.0.2.254 mtu 900
told 1010 10.0.2.1
ip -n near route replace 2001:db8:2::/64 via 2001:db8:1::254 advmss 900
told 1011 2001:db8:2::1 -6
for n in near mid far; do ip netns del $n; done
