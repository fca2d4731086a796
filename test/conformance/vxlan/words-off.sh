# Words that leave off what is off
# oracle: root
ip link add v1 type vxlan id 6 dstport 4789 norsc noremcsumtx noremcsumrx noexternal novnifilter
ip link add v2 type vxlan id 7 dstport 4789 norsc norsc
ip link add v2 type vxlan id 7 dstport 4789 nors noproxy
ip link add v3 type vxlan id 8 dstport 4789 noremcsumtx noremcsumtx
ip -d link show v1
ip -d link show v2
