# Broadcasts between macvlan interfaces and from outside: what they count, who answers first, a queue of no length, what is too long
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
for n in X A B C; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.icmp_echo_ignore_broadcasts=0; done
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02
ip link set e0 netns X
ip link set v0 up
ip -n X addr add 192.0.2.9/24 dev e0
ip -n X link set e0 up
ip link add mA link v0 address 02:00:00:00:01:0a netns A type macvlan mode bridge
ip link add mB link v0 address 02:00:00:00:01:0b netns B type macvlan mode bridge
ip link add mC link v0 address 02:00:00:00:01:0c netns C type macvlan mode bridge
for n in A B C; do ip -n $n link set m$n up; done
ip -n A addr add 192.0.2.1/24 dev mA
ip -n B addr add 192.0.2.2/24 dev mB
ip -n C addr add 192.0.2.3/24 dev mC
sleep 1.5
ip netns exec A ping -c 1 -W 1 -q 192.0.2.2 | grep loss | sed 's/, time.*//'
ip -n A -s link show mA | tail -4
ip -n B -s link show mB | tail -4
ip -n C -s link show mC | tail -4
# By their addresses, whoever is the oldest.
ip netns exec X ping -c 1 -W 1 -b 192.0.2.255 2>/dev/null | grep -o 'from [0-9.]*'
ip netns exec A ping -c 1 -W 1 -b 192.0.2.255 2>/dev/null | grep -o 'from [0-9.]*'
ip -n C link set mC mtu 600
ip netns exec A ping -c 1 -W 1 -s 800 -b 192.0.2.255 2>/dev/null | grep -o 'from [0-9.]*'
ip -n C -s link show mC | tail -4
for n in A B C; do ip -n $n link set m$n type macvlan bcqueuelen 0; done
ip -n X neigh flush dev e0
ip netns exec X ping -c 1 -W 0.5 -q 192.0.2.1 | grep loss | sed 's/, time.*//'
ip -s link show v0 | tail -4 | head -2
ip -n B link set mB type macvlan bcqueuelen 1
ip -n X neigh flush dev e0
ip netns exec X ping -c 1 -W 1 -q 192.0.2.1 | grep loss | sed 's/, time.*//'
ip link del v0
for n in X A B C; do ip netns del $n; done
sleep 1
