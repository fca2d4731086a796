# oracle: root
# a new remote of a VXLAN interface joins the entry of the default destination, and the one it had leaves
ip link add vx type vxlan id 2000 dstport 4789
bridge fdb append dev vx 00:00:00:00:00:00 dst 192.0.2.20 self permanent
bridge fdb append dev vx 00:00:00:00:00:00 dst 192.0.2.30 self permanent
bridge fdb show dev vx
ip link set vx type vxlan remote 192.0.2.30
bridge fdb show dev vx
ip link set vx type vxlan remote 192.0.2.40
bridge fdb show dev vx
bridge fdb append dev vx 00:00:00:00:00:00 dst 192.0.2.40 port 5000 self permanent
ip link set vx type vxlan remote 192.0.2.50
bridge fdb show dev vx
bridge fdb append dev vx 00:00:00:00:00:00 dst 192.0.2.50 self permanent
bridge fdb del dev vx 00:00:00:00:00:00 dst 192.0.2.99 self
ip link set vx type vxlan remote 2001:db8::1
bridge fdb show dev vx
