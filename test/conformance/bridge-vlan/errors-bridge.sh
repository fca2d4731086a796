# VLAN settings of a bridge that are refused
# oracle: vm
ip link add br0 type bridge vlan_filtering 2
ip link add br1 type bridge vlan_filtering yes
ip link add br1 type bridge vlan_default_pvid 4095
ip link add br1 type bridge vlan_protocol 802.1x
ip link add br1 type bridge vlan_protocol
ip link add br1 type bridge vlan_filter 1
ip link set br0 type bridge vlan_default_pvid 4095
ip link set br0 type bridge vlan_default_pvid 70000
ip link set br0 type bridge vlan_default_pvid x
ip link set br0 type bridge vlan_filtering 256
ip link set br0 type bridge vlan_protocol 802.1ad
ip -d link show br0 | grep -o 'vlan_[^ ]* [^ ]*'
ip link set lo type bridge vlan_filtering 1
ip link add A type veth peer name B
ip link set A type bridge vlan_filtering 1
ip link set br0 type bridge_slave vlan_tunnel on
ip link
