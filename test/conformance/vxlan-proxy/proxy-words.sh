# Words of a VXLAN interface that answers for others
# oracle: vm
ip link add v1 type vxlan id 1 dstport 4789 noproxy
ip -d link show v1 | grep -o "proxy\|rsc"
ip link add v2 type vxlan id 2 dstport 4789 proxy
ip -d link show v2 | grep -o "dstport.*ttl"
ip link add v3 type vxlan id 3 dstport 4789 nolearning l3miss proxy
ip -d link show v3 | grep -o "dstport.*ttl"
ip link set v2 type vxlan noproxy
ip link set v2 type vxlan proxy
ip link set v1 type vxlan proxy
ip link add v4 type vxlan id 4 dstport 4789 prox
ip link add v5 type vxlan id 5 dstport 4789 proxy noproxy
ip -d link show v5 | grep -o "dstport.*ttl"
ip -j -d link show v2 | grep -o '"proxy":[a-z]*'
