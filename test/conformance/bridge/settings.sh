# Settings of a bridge, all of them
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge forward_delay 400 hello_time 300 max_age 700 ageing_time 12345 priority 7
ip -d link show br0 | grep -o 'bridge forward.*vlan_filtering'
ip link set br0 type bridge group_fwd_mask 0x4008 no_linklocal_learn 1 mcast_snooping 0 mcast_router 2
ip link set br0 type bridge group_address 01:80:c2:00:00:05
ip link set br0 type bridge mcast_query_use_ifaddr 1 mcast_querier 1 mcast_hash_elasticity 3 mcast_hash_max 512
ip link set br0 type bridge mcast_last_member_count 3 mcast_startup_query_count 4 mcast_last_member_interval 50
ip link set br0 type bridge mcast_membership_interval 51 mcast_querier_interval 60 mcast_query_interval 70
ip link set br0 type bridge mcast_query_response_interval 80 mcast_startup_query_interval 90 mcast_stats_enabled 1
ip link set br0 type bridge mcast_igmp_version 3 mcast_mld_version 2
ip link set br0 type bridge nf_call_iptables 1 nf_call_ip6tables 1 nf_call_arptables 1
ip -d link show br0 | grep -o 'group_fwd.*addrgenmode'
ip -d -j link show br0 | grep -o 'group_fwd.*nf_call_arptables":.'
ip link set br0 type bridge ageing 500 prio 9
ip -d link show br0 | grep -o 'bridge forward.*vlan_filtering'
