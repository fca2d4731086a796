# Rules that name the loopback device by another name, protocols that IPv6 does not look into, and who is in a namespace (found by fuzzing).
# oracle: root
ip link set lo down
ip link set lo name eth1
ip link property add dev eth1 altname A
ip rule add iif A blackhole
ip rule
ip route get 192.168.1.1
ip link set eth1 up
ip route get 192.168.1.1
ip route get 127.0.0.1
ip rule del iif A blackhole
ip rule add iif eth1 blackhole
ip route get 192.168.1.1
ip rule del iif eth1 blackhole
ip link add B type veth peer name C
ip link property add dev B altname D
ip rule add oif D blackhole
ip addr add 10.0.0.1/24 dev B
ip link set B up
ip link set C up
sleep 1
ip route get 10.0.0.2 oif B
ip route get 10.0.0.2
ip -d route get to ff02::1 ipproto icmp sport 99 dport 80
ip route get ::1 ipproto icmp
ip route get ::1 ipproto ipv6-icmp
ip route get 127.0.0.1 ipproto ipv6-icmp
ip route get 127.0.0.1 ipproto icmp
ip -6 route get 127.0.0.1 ipproto icmp
ip netns add blue
ip -n blue netns pids blue | wc -l
ip netns exec blue ip netns pids blue | wc -l
ip netns pids blue | wc -l
ip link del B
ip netns del blue
sleep 1
