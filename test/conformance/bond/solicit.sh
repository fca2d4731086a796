# A bond that asks neighbors of IPv6 whether its links work
# oracle: vm
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip netns add far
ip netns exec far sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip link add A address 02:00:00:00:00:0a type veth peer name B netns far
ip link add C address 02:00:00:00:00:0c type veth peer name D netns far
ip -n far link add br0 address 02:00:00:00:00:99 type bridge mcast_snooping 0
for i in B D; do ip -n far link set $i addrgenmode none; ip -n far link set $i master br0; ip -n far link set $i up; done
ip -n far addr add 2001:db8::2/64 dev br0 nodad
ip -n far link set br0 up
ip link add bond0 type bond mode active-backup arp_interval 200 ns_ip6_target 2001:db8::2 primary A
ip link set A master bond0
ip link set C master bond0
ip addr add 2001:db8::1/64 dev bond0 nodad
ip netns exec far tcpdump -lnei B 'icmp6[0] = 135 and ip6[40+23] = 2' > s1 2> /dev/null &
ip link set bond0 up
state() { ip -d link | grep -o "active_slave [A-Z]\|bond_slave state [A-Z]* mii_status [A-Z_]*"; }
sleep 1.5
state
kill %1; wait
sed -E 's/^[0-9:.]+ //' s1 | grep '2001:db8::1 >' | sort -u
ip maddr show dev C | grep -c 33:33:ff:00:00:02
ip -n far link set B nomaster
sleep 1.8
state
ip -n far link set B master br0
sleep 1.8
state
for v in active backup all filter filter_active none; do
  ip link set bond0 type bond arp_validate $v
  sleep 2
  state
  ip maddr show dev A | grep -c 33:33:ff:00:00:02
  ip maddr show dev C | grep -c 33:33:ff:00:00:02
done
ip link set bond0 type bond arp_validate active
ip link set bond0 type bond ns_ip6_target 2001:db8::2,2001:db8::77
ip maddr show dev C | grep 33:33:ff:00:00
ip link set C nomaster
ip maddr show dev C | grep -c 33:33:ff:00:00:77
ip link set C down
ip link set C master bond0
sleep 1.5
state
ip maddr show dev C | grep -c 33:33:ff:00:00:77
ip link set A down
sleep 1.5
state
ip maddr show dev C | grep -c 33:33:ff:00:00:77
ip link set A up
sleep 1.5
state
ip link del bond0
ip netns del far
sleep 0.5
