# Groups of a bridge whose port is a bond, and of what stands on the bridge, are told anew after a failover; addresses are not
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D netns far
ip -n far link set B up
ip -n far link set D up
ip link add bond0 type bond mode active-backup miimon 50 resend_igmp 2
ip link add br0 address 02:00:00:00:00:aa type bridge mcast_snooping 0
ip link set A master bond0
ip link set C master bond0
ip link set bond0 master br0
ip link add link br0 name v5 type vlan id 5
ip link set bond0 up
ip link set br0 up
ip link set v5 up
ip addr add 192.0.2.1/24 dev br0
ip addr add 198.51.100.1/24 dev v5
ip addr add 239.1.2.3/32 dev br0 autojoin
ip addr add 239.5.5.5/32 dev v5 autojoin
sleep 4
ip netns exec far timeout 5 tcpdump --immediate-mode -l -n -t -e -i D arp or igmp or vlan > /root/cap 2> /dev/null &
ip -o monitor link > /root/mon &
m=$!
sleep 1.5
ip link set bond0 type bond active_slave C
sleep 1.5
kill $m
sort /root/cap | uniq -c
grep -o '^[0-9]*: [^ ]*\|event .*\\' /root/mon | grep -B1 event
ip netns del far
sleep 0.2
