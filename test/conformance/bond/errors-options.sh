# Options of bonds that are refused
# oracle: vm
ip link add A type veth peer name B
ip link add bond0 type bond mode 9
ip link add bond0 type bond mode active
ip link add bond0 type bond miimon x
ip link add bond0 type bond miimon 4294967295
ip link add bond0 type bond miimon
ip link add bond0 type bond foo
ip link add bond0 type bond help
ip link add bond0 type bond mode 1 updelay 200
ip link add bond0 type bond mode active-backup packets_per_slave 3
ip link add bond0 type bond primary A
ip link add bond0 type bond active_slave A
ip link add bond0 type bond mode 1 active_slave A
ip link add bond0 type bond mode 1 lacp_rate fast
ip link add bond0 type bond mode 1 ad_actor_system 02:00:00:00:00:01
ip link add bond0 type bond mode 1 arp_ip_target 192.0.2.1,192.0.2.1
ip link add bond0 type bond mode 1 arp_ip_target 192.0.2.1,0.0.0.0
ip link add bond0 type bond mode 1 arp_ip_target here
ip link add bond0 type bond mode 1 ns_ip6_target 192.0.2.1
ip link add bond0 type bond mode 1 ns_ip6_target ::1
ip link add bond0 address 01:00:00:00:00:01 type bond
ip link add bond0 mtu 40 type bond
ip link add bond0 type bond mode 1 primary A
ip link add bond0 type bond
ip -d link show bond0 | grep -c primary
ip link set bond0 type bond use_carrier 2
ip link set bond0 type bond use_carrier 256
ip link set bond0 type bond num_grat_arp 256
ip link set bond0 type bond lp_interval 0
ip link set bond0 type bond tlb_dynamic_lb 1
ip link set bond0 type bond all_slaves_active 2
ip link set bond0 type bond resend_igmp 256
ip link set bond0 type bond xmit_hash_policy foo
ip link set bond0 type bond peer_notify_delay 100
ip link set bond0 type bond updelay 0
ip link set bond0 type bond arp_missed_max 0
ip link set bond0 type bond arp_mis 0
ip link set bond0 type vlan id 3
ip link set bond0 up
ip link set bond0 type bond mode balance-rr
ip link set bond0 type bond ad_select count
ip link set bond0 down
ip link set bond0 type bond mode balance-rr
ip -d link show bond0
