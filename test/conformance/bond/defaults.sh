# A bond as it is made, in each mode
# oracle: vm
ip link add bond0 type bond
ip link show bond0
ip -d link show bond0
ip -d -j link show bond0
ip link add b1 type bond mode active-backup miimon 100
ip link add b2 type bond mode balance-xor xmit_hash_policy layer3+4 miimon 50 updelay 120 downdelay 30
ip link add b3 type bond mode 3 resend_igmp 2 num_grat_arp 3 lp_interval 5 use_carrier 0
ip link add b4 address 02:00:00:00:00:04 mtu 1400 txqueuelen 10 type bond packets_per_slave 4 all_slaves_active 1
ip link add b5 type bond mode active-backup arp_ip_target 192.0.2.1,192.0.2.2 ns_ip6_target 2001:db8::1 arp_validate active arp_all_targets all
ip link add b6 type bond mode active-backup primary_reselect failure fail_over_mac follow min_links 2 arp_missed_max 5
ip -d link show type bond
ip -d -j link show b5
ip link add numtxqueues 4 numrxqueues 2 type bond
ip link add type bond
ip -br link show type bond
ip link set bond0 up
ip link show bond0
ip addr show bond0
ip link del bond0
ip link add type bond
ip -br link
