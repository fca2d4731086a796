# arp_notify: announcements when the link comes up and when its address changes
# oracle: root
ip netns add a
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns a
sysctl -qw net.ipv6.conf.A.disable_ipv6=1
ip netns exec a sysctl -qw net.ipv6.conf.B.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip -n a addr add 10.0.0.2/24 dev B
ip link set A up
ip -n a link set B up
tcpdump --immediate-mode -l -tne -i A arp > cap 2> err & sleep 1
ip netns exec a sysctl -w net.ipv4.conf.B.arp_notify=1
ip -n a link set B down
ip -n a link set B up
sleep 0.1
ip -n a link set B down
ip -n a link set B address 02:00:00:00:00:bb
ip -n a link set B up
ip -n a addr add 10.0.0.3/24 dev B
ip -n a link set B address 02:00:00:00:00:b0
sleep 0.4
kill %1
wait
cat cap
ip link del A
ip netns del a
