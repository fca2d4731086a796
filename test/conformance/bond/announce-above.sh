# After a failover VLANs and macvlans on a bond tell where they are, too, and groups are told anew (resend_igmp); monitors hear of it
# oracle: vm
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D netns far
ip -n far link set B up
ip -n far link set D up
ip link add bond0 type bond mode active-backup miimon 50 resend_igmp 2
ip link set A master bond0
ip link set C master bond0
ip link set bond0 up
ip addr add 192.0.2.1/24 dev bond0
ip link add link bond0 name b5 type vlan id 5
ip link add link b5 name m5 address 02:00:00:00:00:55 type macvlan mode bridge
ip link add link bond0 name b6 type vlan id 6
ip link set b5 up
ip link set m5 up
ip addr add 198.51.100.1/24 dev b5
ip addr add 198.51.100.2/24 dev m5
ip addr add 203.0.113.1/24 dev b6
ip addr add 2001:db8:5::1/64 dev b5
ip addr add 239.1.2.3/32 dev bond0 autojoin
ip addr add 239.5.5.5/32 dev b5 autojoin
sleep 4
ip netns exec far timeout 5 tcpdump --immediate-mode -l -n -t -e -i D > /root/cap 2> /dev/null &
ip -o monitor link > /root/mon &
m=$!
sleep 1.5
ip -n far link set B down
sleep 1.5
kill $m
sort /root/cap | uniq -c
sed -E 's/ (group|qdisc|mode|qlen) [a-z_A-Z0-9]*//g; s/\\//g' /root/mon
sleep 2.5
ip -n far link set B up
ip netns exec far timeout 12 tcpdump --immediate-mode -l -n -t -e -i B igmp or arp > /root/cap 2> /dev/null &
sleep 1.5
ip link set bond0 type bond resend_igmp 0 num_grat_arp 0
ip link set bond0 type bond active_slave A
ip -d link show bond0 | grep -o "active_slave [A-Z]"
sleep 1
ip link set bond0 type bond resend_igmp 1
ip link set bond0 type bond active_slave C
sleep 0.5
ip link set bond0 type bond active_slave A
sleep 1
sort /root/cap | uniq -c
ip netns del far
sleep 0.2
