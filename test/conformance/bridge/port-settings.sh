# Settings of a port, by ip and by bridge
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link set A master br0
ip link set A type bridge_slave priority 63 cost 65535 hairpin on guard on root_block on fastleave on learning off flood off
ip link set A type bridge_slave proxy_arp on proxy_arp_wifi on mcast_router 2 mcast_flood off bcast_flood off
ip link set A type bridge_slave mcast_to_unicast on group_fwd_mask 0x4009 neigh_suppress on vlan_tunnel on isolated on locked on
ip -d link show A
ip -d -j link show A
bridge -d link
bridge -d -j link show dev A
bridge -c link
bridge -o -d link
bridge link set dev A cost 9 priority 5 guard off flood on isolated off locked off neigh_suppress off mcast_to_unicast off
bridge link set dev A master root_block off fastleave off learning on hairpin off mcast_router 1 mcast_flood on bcast_flood on vlan_tunnel off
bridge -d link show dev A
bridge link show dev B
bridge link show foo
brctl showstp br0 | grep 'port id'
cat /sys/class/net/A/brport/path_cost /sys/class/net/A/brport/port_id
ip link set A nomaster
ip link set A master br0
bridge -d link
