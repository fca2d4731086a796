# Files of bridges and ports below /sys/class/net
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A type veth peer name B
ip link set A master br0
cd /sys/class/net/br0/bridge
cat forward_delay hello_time max_age ageing_time stp_state priority bridge_id root_id root_port root_path_cost
cat group_fwd_mask group_addr no_linklocal_learn topology_change topology_change_detected
cat multicast_snooping multicast_router multicast_querier hash_max hash_elasticity multicast_igmp_version nf_call_iptables
echo 3000 > ageing_time
echo 4096 > priority
echo 8 > group_fwd_mask
echo 0 > multicast_snooping
ip -d link show br0 | grep -o 'ageing_time [0-9]*\|priority [0-9]*\|group_fwd_mask [^ ]*\|mcast_snooping .'
cat vlan_filtering
echo 1 > hello_time
echo x > priority
echo 2 > group_fwd_mask
cd /sys/class/net/A/brport
cat path_cost priority port_id port_no state hairpin_mode isolated learning unicast_flood multicast_flood broadcast_flood
cat bpdu_guard root_block multicast_router multicast_fast_leave neigh_suppress proxyarp group_fwd_mask
cd /
ls /sys/class/net/B/brport
cat /sys/class/net/A/bridge/priority
