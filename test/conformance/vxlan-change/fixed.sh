# What cannot be changed about a VXLAN interface, and what can
# oracle: root
ip link add low type veth peer name other
ip link add vx type vxlan id 42 group 239.1.1.1 dev low dstport 4789
ip link set vx type vxlan vni 42
ip link set vx type vxlan vni 43
ip link set vx type vxlan group ff05::5 dev low
ip link set vx type vxlan ttl inherit
ip link set vx type vxlan l2miss
ip link set vx type vxlan nol3miss
ip link set vx type vxlan dstport 4789
ip link set vx type vxlan srcport 1000 2000
ip link set vx type vxlan udpcsum
ip link set vx type vxlan noudp6zerocsumtx
ip link set vx type vxlan maxaddress 5 udpcsum
ip link set vx type vxlan ttl 64 nolearning tos 4 ageing 60
ip -d link show vx | sed -n '3s/^ *//;3s/addrgenmode.*//;3p'
