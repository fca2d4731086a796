# Who answers for which address: arp_ignore 0, 1 and 8
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip netns exec a tcpdump --immediate-mode -l -tn -i B arp > cap 2> err & sleep 1
arping -c 1 -I A 10.0.0.2 | grep -c reply
ip netns exec a sysctl -w net.ipv4.conf.B.arp_ignore=8
ping -c 1 -W 0.2 10.0.0.2
ip neigh
ip netns exec a sysctl -w net.ipv4.conf.B.arp_ignore=1
ip netns exec a ip addr add 10.0.9.1/24 dev lo
ip route add 10.0.9.0/24 dev A
ip neigh flush dev A
ping -c 1 -W 0.2 10.0.9.1
ip netns exec a sysctl -w net.ipv4.conf.B.arp_ignore=0
ip neigh flush dev A
ping -c 1 -W 0.5 10.0.9.1
ip neigh
sleep 0.4
kill %1
wait
ip link del A
ip netns del a
