# How often and from which address groups are told of, groups on this host alone
# oracle: root
ip netns add n1
ip link add e0 netns n1 address 02:00:00:00:01:01 type veth peer name w0
ip link set w0 up
ip -n n1 link set lo up
ip netns exec n1 sysctl -qw net.ipv6.conf.e0.disable_ipv6=1
sysctl -qw net.ipv6.conf.w0.disable_ipv6=1
ip -n n1 addr add 10.1.0.1/24 dev e0
ip -n n1 link set e0 up
sleep 2
ip netns exec n1 sysctl -w net.ipv4.igmp_qrv=4
timeout 6 tcpdump -nvi w0 igmp > first 2> /dev/null &
sleep 1
ip netns exec n1 timeout 4 socat -u UDP-RECV:5000,ip-add-membership=239.1.1.1:e0 /dev/null
wait
grep -o '[0-9.]* > .*' first | grep to_ex | uniq -c
ip -n n1 link set e0 down
ip -n n1 link set e0 up
sleep 2
timeout 8 tcpdump -nvi w0 igmp > second 2> /dev/null &
sleep 1
ip netns exec n1 timeout 5 socat -u UDP-RECV:5000,ip-add-membership=239.1.1.1:e0 /dev/null
wait
grep -o '[0-9.]* > .*' second | grep to_ex | uniq -c
ip netns exec n1 sysctl -w net.ipv4.igmp_qrv=0
ip netns exec n1 sysctl -w net.ipv4.igmp_qrv=2
ip -n n1 addr add 192.0.2.1/32 dev lo
ip -n n1 addr flush dev e0
ip netns exec n1 sysctl -w net.ipv4.conf.e0.force_igmp_version=2 net.ipv4.conf.e0.igmpv2_unsolicited_report_interval=500
timeout 6 tcpdump -nvi w0 igmp > third 2> /dev/null &
sleep 1
ip netns exec n1 timeout 3 socat -u UDP-RECV:5000,ip-add-membership=239.1.1.1:e0 /dev/null
wait
grep -o '[0-9.]* > .*' third | uniq -c
ip netns exec n1 sysctl -w net.ipv4.conf.e0.force_igmp_version=0
ip -n n1 addr add 10.1.0.1/24 dev e0
ip -n n1 route add 239.0.0.0/8 dev e0
timeout 8 tcpdump -nvi w0 udp > wire 2> /dev/null &
ip netns exec n1 timeout 6 socat -u UDP-RECV:5000,ip-add-membership=239.1.1.1:e0 - > heard &
sleep 2
for o in ip-multicast-ttl=0 ip-multicast-ttl=3 ip-multicast-loop=0 ip-multicast-loop=1; do echo $o | ip netns exec n1 socat -u - UDP-DATAGRAM:239.1.1.1:5000,$o; done
ip netns exec n1 socat -u - UDP-DATAGRAM:239.1.1.1:5000,ip-multicast-if=10.9.9.9 2>&1 < /dev/null | sed 's/^.*\] E //'
wait
cat heard
grep -o 'ttl [0-9]*\|length [0-9]*$' wire
ip link del w0
ip netns del n1
