# Options of bonds are taken one by one: those before the one that is refused stay; queues by their file; what its driver says of itself
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link add C address 02:00:00:00:00:0c type veth peer name D
ip link add E address 02:00:00:00:00:0e type veth peer name F
for d in B D F; do ip link set $d up; done
ip link add bond0 type bond mode active-backup
b() { ip -d link show bond0 | grep -oE "(mode|active_slave|miimon|updelay|downdelay|peer_notify_delay|use_carrier|arp_interval|arp_missed_max|arp_ip_target|arp_validate|arp_all_targets|primary|primary_reselect|fail_over_mac|xmit_hash_policy|resend_igmp|num_grat_arp|all_slaves_active|min_links|lp_interval|packets_per_slave|ad_actor_sys_prio|ad_user_port_key|lacp_rate|tlb_dynamic_lb) [a-z0-9.,+A-Z-]*" | tr '\n' ' '; echo; }
ip link set bond0 type bond miimon 50 lacp_rate fast; b
ip link set bond0 type bond lp_interval 0 resend_igmp 3 num_grat_arp 4 min_links 2; b
ip link set bond0 type bond updelay 100 downdelay 120 use_carrier 2; b
ip link set bond0 type bond miimon 0 updelay 100; b
ip link set bond0 type bond arp_interval 100 arp_ip_target 10.0.0.1 arp_validate all primary_reselect better packets_per_slave 3; b
ip link set bond0 type bond arp_missed_max 0 arp_ip_target 10.0.0.2,10.0.0.3 all_slaves_active 1; b
ip link set bond0 type bond miimon 100 arp_interval 200 updelay 300; b
ip link set bond0 type bond mode balance-rr packets_per_slave 5 primary A resend_igmp 7; b
ip link set bond0 type bond mode 802.3ad lacp_rate fast tlb_dynamic_lb 1 ad_select bandwidth; b
ip link set bond0 up
ip link set bond0 type bond ad_actor_sys_prio 5 ad_user_port_key 2000 ; b
ip link set bond0 type bond ad_actor_sys_prio 6 lacp_rate slow; b
ip link set bond0 mtu 1400 type bond min_links 1 lacp_active off; b
cat /sys/class/net/bond0/mtu
ip link set bond0 down
ip link set bond0 type bond mode active-backup miimon 100
for d in A C E; do ip link set $d master bond0; done
ip link set bond0 up
sleep 0.5
ip link set bond0 type bond num_grat_arp 2 mode balance-rr resend_igmp 5; b
ip link set bond0 type bond primary C active_slave Z resend_igmp 6; b
ip link set A type bond_slave queue_id 17 prio 3
ip link set A type bond_slave prio 3 queue_id 4
cat /sys/class/net/bond0/bonding/queue_id
echo C:4 > /sys/class/net/bond0/bonding/queue_id
echo C:5 > /sys/class/net/bond0/bonding/queue_id
echo A > /sys/class/net/bond0/bonding/queue_id
echo A:x > /sys/class/net/bond0/bonding/queue_id
echo A:17 > /sys/class/net/bond0/bonding/queue_id
echo A:16 > /sys/class/net/bond0/bonding/queue_id
echo Z:1 > /sys/class/net/bond0/bonding/queue_id
cat /sys/class/net/bond0/bonding/queue_id
ip link set bond0 type bond primary G
b
ip link set E down
ip link set E name G
sleep 0.3; b
ip link set G up
sleep 0.5; b
ip link set G down; sleep 0.3
ip link set G name E
ip link set E up
sleep 0.5; b
cat /sys/class/net/bond0/bonding/primary
tail -n +2 /proc/net/bonding/bond0
ethtool -i bond0 | sed 's/^version.*/version/'
