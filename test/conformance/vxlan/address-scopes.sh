# VXLAN interfaces: which addresses go together, and whose number is taken when the addresses are of a link
# oracle: root
ip link add v0 address 02:00:00:00:00:0a type veth peer name v1 address 02:00:00:00:00:0b
ip link add x0 type vxlan id 1 remote fe80::1 dstport 4789
ip link add x0 type vxlan id 1 local fe80::2 dstport 4789
ip link add x0 type vxlan id 1 local fe80::2 remote fd00::1 dev v0 dstport 4789
ip link add x0 type vxlan id 1 local fd00::2 remote fe80::1 dev v0 dstport 4789
ip link add x0 type vxlan id 1 local fe80::2 remote 10.0.0.1 dev v0 dstport 4789
ip link add x0 type vxlan id 1 local 10.0.0.2 remote fd00::1 dev v0 dstport 4789
ip link add x0 type vxlan id 1 local fe80::2 remote ff02::7 dev v0 dstport 4789
ip link add x0 type vxlan id 1 local fd00::2 remote ff02::7 dev v0 dstport 4789
ip link add x1 type vxlan id 1 local fe80::3 dev v1 dstport 4789
ip link add x2 type vxlan id 1 local fe80::4 dev v0 dstport 4789
ip link add x2 type vxlan id 1 remote 10.0.0.1 dstport 4789
ip link add x3 type vxlan id 1 dstport 4789
ip link add x4 type vxlan id 2 remote :: dstport 4789
ip link add x5 type vxlan id 2 dstport 4789
ip link add x6 type vxlan id 2 remote fd00::1 dstport 4789
bridge fdb add 02:00:00:00:00:01 dev x4 dst 10.0.0.9
bridge fdb add 02:00:00:00:00:01 dev x4 dst fd00::9
bridge fdb add 02:00:00:00:00:01 dev x5 dst fd00::9
bridge fdb show dev x4
ip link set x4 type vxlan remote 10.0.0.1
sysctl -qw net.ipv6.conf.v1.disable_ipv6=1
ip link add x7 type vxlan id 7 local fd00::2 dev v1 dstport 4789
ip link add x8 type vxlan id 8 local 10.0.0.2 dev v1 dstport 4789
ip -br link
