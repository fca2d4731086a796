# VXLAN interfaces that cannot be made
# oracle: root
ip link add A type veth peer name B
ip link set A up; ip link set B up
ip addr add 10.0.0.1/24 dev A
ip link add vx0 type vxlan id 42 remote 10.0.0.2
ip link add vx2 type vxlan id 44 remote 10.0.0.2 local 10.0.0.1 dev A dstport 4789
ip link add e1 type vxlan
ip link add e1 type vxlan id
ip link add e1 type vxlan id foo
ip link add e1 type vxlan id 16777216
ip link add e1 type vxlan id 42 remote 10.0.0.3
ip link add e1 type vxlan id 44 dstport 4789
ip link add e1 type vxlan id 60 remote foo
ip link add e1 type vxlan id 60 group 10.0.0.2
ip link add e1 type vxlan id 60 remote 239.1.1.1
ip link add e1 type vxlan id 60 group 239.1.1.1
ip link add e1 type vxlan id 60 remote 10.0.0.2 group 239.1.1.1 dev A
ip link add e1 type vxlan id 60 remote 10.0.0.2 local fd00::1
ip link add e1 type vxlan id 60 dev nope
ip link add e1 type vxlan id 60 ttl 300
ip link add e1 type vxlan id 60 tos foo
ip link add e1 type vxlan id 60 dstport 70000
ip link add e1 type vxlan id 60 foo
ip link add e1 type vxlan id 60 local 239.1.1.1
ip link add e1 mtu 100000 type vxlan id 60
ip link add e1 mtu 9000 type vxlan id 61 dev A dstport 4789
ip link add e2 type vxlan id 62 dev A dstport 4789 id 63
ip link add link A e3 type vxlan id 64 dstport 4789
ip -d link show e3
sleep 2
