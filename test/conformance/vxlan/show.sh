# VXLAN interfaces as ip shows them
# oracle: root
sysctl -qw net.ipv6.conf.default.accept_dad=0
ip link add A type veth peer name B
ip link set A up; ip link set B up
ip addr add 10.0.0.1/24 dev A
ip link add vx0 type vxlan id 42 remote 10.0.0.2
ip -d link show vx0
ip link add vx1 type vxlan id 43 remote 10.0.0.2 dstport 4789
ip -d link show vx1
ip link add vx2 type vxlan id 44 remote 10.0.0.2 local 10.0.0.1 dev A dstport 4789
ip -d link show vx2
ip -j -d link show vx2
ip link add vx3 type vxlan id 45 group 239.1.1.1 dev A dstport 4789
ip -d link show vx3
ip link add vx4 type vxlan id 46 dstport 4789
ip -d link show vx4
ip link add vx8 type vxlan id 49 remote fd00::2 dstport 4789
ip -d link show vx8
ip link add vx9 type vxlan id 50 dstport 4789 df set flowlabel 5 ttl auto
ip -d link show vx9
