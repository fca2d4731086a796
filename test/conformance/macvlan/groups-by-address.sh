# Groups come to macvlan interfaces by their link-layer addresses: others with the same, and those that no protocol joined
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
for n in A B; do ip -n $n link set m$n up; done
ip -n A addr add 192.0.2.1/24 dev mA
ip -n B addr add 192.0.2.2/24 dev mB
sleep 1.5
ip -n X route add 224.0.0.0/4 dev e0
count() { ip -n A -s link show mA | sed -n 4p; ip -n B -s link show mB | sed -n 4p; }
count
ip netns exec X ping -c 1 -W 1 224.0.0.1 | grep -o 'from [0-9.]*'
count
# Of the same address.
ip netns exec X ping -c 1 -W 1 -q 225.0.0.1 | grep loss | sed 's/, time.*//'
count
ip netns exec X ping -c 1 -W 1 -q 239.1.2.3 | grep loss | sed 's/, time.*//'
count
ip -n A maddr add 01:00:5e:01:02:03 dev mA
ip netns exec X ping -c 1 -W 1 -q 239.1.2.3 | grep loss | sed 's/, time.*//'
count
# Of a spanning tree nobody hears.
ip -n X link add br0 address 02:00:00:00:02:01 type bridge stp_state 1 mcast_snooping 0
ip -n X link set e0 master br0
ip -n X link set br0 up
sleep 3
count
bridge -n B fdb add 01:80:c2:00:00:00 dev mB self permanent
sleep 2.5
ip -n B -s link show mB | sed -n 4p | awk '{print ($6 > 3)}'
ip -n A -s link show mA | sed -n 4p
ip link del v0
for n in X A B C; do ip netns del $n; done
sleep 1
