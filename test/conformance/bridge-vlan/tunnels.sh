# VLANs of a port that go by tunnels: bridge vlan add tunnel_info, tunnelshow
# oracle: vm
ip link add br0 type bridge vlan_filtering 1 vlan_default_pvid 0
ip link add vx type vxlan external dstport 4789
ip link add A type veth peer name B
ip link set vx master br0
ip link set A master br0
bridge link set dev vx vlan_tunnel on
bridge vlan add dev vx vid 10-13
bridge vlan add dev vx vid 20
bridge vlan add dev vx vid 10 tunnel_info id 1010
bridge vlan add dev vx vid 11-13 tunnel_info id 1011-1013
bridge vlan add dev vx vid 20 tunnel_info id 2020
bridge vlan tunnelshow
bridge -j vlan tunnelshow
bridge -j -p vlan tunnelshow
bridge vlan tunnelshow dev vx
bridge vlan tunnelshow dev vx vid 20
bridge vlan tunnelshow dev A
bridge vlan show
bridge vlan add dev vx vid 12 pvid untagged
bridge vlan tunnelshow
bridge vlan del dev vx vid 11 tunnel_info id 1011
bridge vlan tunnelshow
bridge vlan del dev vx vid 20
bridge vlan tunnelshow
bridge vlan add dev vx vid 11 tunnel_info id 1010
bridge vlan add dev vx vid 10 tunnel_info id 1
bridge vlan add dev vx vid 20 tunnel_info id 1
bridge vlan add dev vx vid 10-13 tunnel_info id 1-3
bridge vlan add dev vx vid 10-13 tunnel_info id 1
bridge vlan add dev vx vid 10 tunnel_info id 16777216
bridge vlan add dev vx vid 10 tunnel_info id x
bridge vlan add dev vx vid 10 tunnel_info 5
bridge vlan add dev vx vid 10 tunnel_info
bridge vlan add dev vx vid 10 tunnel_info id
bridge vlan add dev A vid 10 tunnel_info id 5
bridge vlan add dev B vid 10 tunnel_info id 5
bridge vlan add dev br0 vid 10 tunnel_info id 5 self
bridge vlan add dev vx vid 4095 tunnel_info id 5
bridge vlan del dev vx vid 99 tunnel_info id 5
bridge vlan tunnelshow dev C
bridge link set dev vx vlan_tunnel off
bridge vlan tunnelshow
bridge vlan show
ip link del vx
ip link del br0
