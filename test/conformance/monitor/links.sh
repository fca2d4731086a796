# Monitor: a pair of links is made, set up, renamed, moved and deleted
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip monitor link nsid label > events & monitor=$!
sleep 0.2
ip link add A type veth peer name B
ip link set B up
ip link set A mtu 1400
ip link set A alias "the near end"
ip link set A up
sleep 0.1
ip link set A txqueuelen 10
ip link set A group 7
ip link set A promisc on
ip link set A name C
ip netns add n1
ip link set B netns n1
sleep 0.2
ip link set C down
ip link del C
sleep 0.2
kill $monitor
cat events
