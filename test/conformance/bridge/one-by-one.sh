# Options of bridges and ports are taken one by one, in the driver's order: those before the one that is refused stay
# oracle: root
ip link add br0 type bridge
ip link add p0 type veth peer name p1
ip link set p0 master br0
b() { ip -d link show br0 | grep -oE "(forward_delay|hello_time|max_age|ageing_time|stp_state|priority|group_fwd_mask|mcast_router|mcast_snooping|mcast_querier|mcast_query_interval|mcast_igmp_version|nf_call_iptables) [0-9a-fx]*" | paste -sd' '; }
p() { ip -d link show p0 | grep -oE " (state|priority|cost|hairpin|guard|root_block|learning|flood|mcast_router|isolated|group_fwd_mask) [a-z0-9]*" | sed 1d | paste -sd' '; }
ip link set br0 type bridge forward_delay 1000 hello_time 5; b
ip link set br0 type bridge hello_time 5 forward_delay 1100; b
ip link set br0 type bridge max_age 5 ageing_time 6000 hello_time 300; b
ip link set br0 type bridge group_fwd_mask 7 stp_state 1 ageing_time 5000; b
ip link set br0 type bridge forward_delay 100 stp_state 0 ; b
ip link set br0 type bridge group_address 02:00:00:00:00:01 group_fwd_mask 8 priority 7; b
ip link set br0 type bridge mcast_router 1 mcast_snooping 0 mcast_querier 1 mcast_igmp_version 7 mcast_query_interval 9000; b
ip link set br0 type bridge mcast_router 3 mcast_snooping 1; b
ip link set br0 type bridge nf_call_iptables 1 mcast_mld_version 5; b
ip link set br0 mtu 1400 type bridge ageing_time 7000 max_age 1; b
ip -br link show br0; cat /sys/class/net/br0/mtu
ip link set br0 type bridge stp_state 0
ip link set p0 type bridge_slave cost 0 hairpin on; p
ip link set p0 type bridge_slave priority 99 learning off state 7; p
ip link set p0 type bridge_slave cost 7 priority 99 flood off; p
ip link set p0 type bridge_slave state 3 priority 9 cost 8; p
ip link set p0 type bridge_slave mcast_router 9 guard on group_fwd_mask 16; p
ip link set p0 type bridge_slave group_fwd_mask 2 mcast_router 0 isolated on; p
bridge link set dev p0 cost 11 priority 99 root_block on; p
bridge link set dev p0 priority 3 cost 0; p
ip link add br1 type bridge ageing_time 5000 hello_time 5
ip -br link show br1
ip link del br0; ip link del p0
