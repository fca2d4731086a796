# Options of a bond that is there
# oracle: vm
ip link add A type veth peer name B
ip link add bond0 type bond
ip link set bond0 type bond mode 1 miimon 100 updelay 250 downdelay 100 peer_notify_delay 300
ip -d link show bond0
ip link set bond0 type bond miimon 50
ip -d link show bond0
ip link set bond0 type bond arp_ip_target 192.0.2.1,192.0.2.3 ns_ip6_target 2001:db8::1
ip link set bond0 type bond arp_validate filter arp_missed_max 4
ip -d -j link show bond0
ip link set bond0 type bond arp_ip_target
ip link set bond0 type bond ns_ip6_target
ip link set bond0 type bond miimon 0
ip link set bond0 type bond xmit_hash_policy vlan+srcmac ad_select bandwidth
ip link set A master bond0
ip link set bond0 type bond primary A
ip link set bond0 type bond clear_active_slave
ip link set A type bond_slave queue_id 3 prio -4
ip -d link show bond0
ip -d link show A
ip link set bond0 name trunk
ip link show A
ip link set A nomaster
ip link set trunk type bond mode balance-xor
ip -d link show trunk
