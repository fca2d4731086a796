# Which address a host asks with: arp_announce 0, 1 and 2
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
ip addr add 172.16.0.1/32 dev lo
ip -n a route add 172.16.0.1 dev B
ip netns exec a sysctl -qw net.ipv4.conf.all.rp_filter=0
ip netns exec a tcpdump --immediate-mode -l -tn -i B arp > cap 2> err & sleep 1
ping -c 1 -I 172.16.0.1 10.0.0.2 | grep loss
ip neigh flush dev A
sysctl -qw net.ipv4.conf.A.arp_announce=1
ping -c 1 -I 172.16.0.1 10.0.0.2 | grep loss
ip neigh flush dev A
sysctl -qw net.ipv4.conf.A.arp_announce=2
ping -c 1 -I 172.16.0.1 10.0.0.2 | grep loss
ip addr add 10.0.0.77/24 dev A
ip neigh flush dev A
sysctl -qw net.ipv4.conf.A.arp_announce=1
ping -c 1 -I 10.0.0.77 10.0.0.2 | grep loss
ip neigh flush dev A
sysctl -qw net.ipv4.conf.A.arp_announce=2
ping -c 1 -I 10.0.0.77 10.0.0.2 | grep loss
ip neigh flush dev A
sleep 0.4
kill %1
wait
grep -v Reply cap
ip link del A
ip netns del a
