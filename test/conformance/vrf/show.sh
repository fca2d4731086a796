# A VRF as the listings show it
# oracle: vm
ip vrf
ip -j vrf
ip link add red type vrf table 10
ip -d link show red
ip -d -j link show red
ip rule
ip -6 rule
ip -j rule
ip route show vrf red
ip link set red up
ip -br link show red
ip addr show red
ip link add blue type vrf tab 4294967295
ip link add green mtu 1400 address 02:00:00:00:00:09 type vrf table main
ip link add A type veth peer name B
ip link set A master red
ip link set B vrf blue
ip -d link show A
ip -d -j link show A
ip link show master red
ip link show vrf red
ip addr show vrf blue
ip -br link show type vrf
ip -br link show type vrf_slave
ip vrf
ip vrf show red
ip -j -p vrf
ip -o link
ip link set A nomaster
ip -br link show vrf red
ip link del red
ip -d rule
