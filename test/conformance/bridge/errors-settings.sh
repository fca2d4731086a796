# Settings of a bridge that are refused
# oracle: root
ip link add br0 type bridge
ip link set br0 type bridge group_fwd_mask 0xffff
ip link set br0 type bridge group_fwd_mask 1
ip link set br0 type bridge group_fwd_mask 70000
ip link set br0 type bridge group_address 01:80:c2:00:00:01
ip link set br0 type bridge group_address 02:80:c2:00:00:05
ip link set br0 type bridge group_address x
ip link set br0 type bridge mcast_router 3
ip link set br0 type bridge mcast_igmp_version 4
ip link set br0 type bridge mcast_mld_version 3
ip link set br0 type bridge mcast_snooping x
ip link set br0 type bridge mcast_querier 300
ip link set br0 type bridge ageing_time -1
ip link set br0 type bridge ageing_time 99999999999
ip link set br0 type bridge foo 1
ip link set br0 type bridge priority
ip link set br0 type bridge forward_delay 1x
ip link add br1 type bridge group_fwd_mask 2
ip link add br1 type bridge group_address 01:80:c2:00:00:02
ip link add br1 type bridge mcast_router 9
ip link add br1 type bridge
ip link
