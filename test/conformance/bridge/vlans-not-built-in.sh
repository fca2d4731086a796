# A kernel whose bridges know no VLANs takes no notice of their settings, nor of values that there are not
# oracle: root
ip link add b1 type bridge
ip link set b1 type bridge vlan_default_pvid 5000
ip link set b1 type bridge vlan_default_pvid 5
ip link set b1 type bridge vlan_stats_per_port 2
ip link set b1 type bridge vlan_stats_enabled 7
ip link set b1 type bridge vlan_protocol 802.1ad
ip -d link show b1 | grep -o 'vlan_[a-z_]* [^ ]*'
ip link add b2 type bridge vlan_default_pvid 5000
ip link add b3 type bridge vlan_stats_enabled 7 vlan_stats_per_port 9
ip -br link show type bridge | wc -l
