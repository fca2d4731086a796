# Groups come to ipvlan interfaces by their link-layer addresses, to the oldest first, and what is too long for one is lost
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
for n in X A B C; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1 net.ipv4.icmp_echo_ignore_broadcasts=0; done
ip link add v0 address 02:00:00:00:00:01 type veth peer name e0 address 02:00:00:00:00:02
ip link set e0 netns X
ip link set v0 up
ip -n X addr add 192.0.2.9/24 dev e0
ip -n X link set e0 up
ip link add mA link v0 netns A type ipvlan mode l2
ip link add mB link v0 netns B type ipvlan mode l2
ip link add mC link v0 netns C type ipvlan mode l2
for n in C B A; do ip -n $n link set m$n up; done
ip -n A addr add 192.0.2.1/24 dev mA
ip -n B addr add 192.0.2.2/24 dev mB
ip -n C addr add 192.0.2.3/24 dev mC
sleep 2
ip -n X route add 224.0.0.0/4 dev e0
count() { for n in A B C; do ip -n $n -s link show m$n | tail -4 | sed -n '2p;4p'; done; }
count
for group in 224.0.0.1 225.0.0.1 239.1.2.3; do ip netns exec X ping -c 1 -W 1 $group | grep -o 'from [0-9.]*\|[0-9]* received'; sleep 0.5; count; done
ip -n B maddr add 01:00:5e:01:02:03 dev mB
ip netns exec X ping -c 1 -W 1 -q 239.1.2.3 | grep -o '[0-9]* received'
count
ip netns exec X ping -c 1 -W 1 -b 192.0.2.255 2>/dev/null | grep -o 'from [0-9.]*'
ip netns exec A ping -c 1 -W 1 -b 192.0.2.255 2>/dev/null | grep -o 'from [0-9.]*'
sleep 0.5
count
ip netns exec A tc qdisc show
tc qdisc add dev v0 root tbf rate 8kbit burst 1600 limit 200
ip -n A neigh replace 192.0.2.9 lladdr 02:00:00:00:00:02 dev mA
ip netns exec A ping -c 3 -i 0.3 -W 1 -q -s 1000 192.0.2.9 | grep -o '[0-9]* received'
ip -n A -s link show mA | tail -1 | awk '{print $4}'
ip link del v0
for n in X A B C; do ip netns del $n; done
