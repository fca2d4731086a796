# What VLAN interfaces hand down to the link below stands in its list in the order in which it was asked for.
# oracle: vm
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link add e0 type veth peer name e1
ip link add link e0 name e0.10 type vlan id 10
ip link add link e0.10 name q type vlan id 20
ip link set e0 up
ip link set e1 up
ip link set e0.10 up
ip link set q up
sleep 2
bridge fdb show
ip maddr show
ip link set q address 02:00:00:00:00:77
ip link set e0.10 address 02:00:00:00:00:78
bridge fdb show
ip link set e0.10 down
bridge fdb show
ip link set e0.10 up
ip link set q up
sleep 2
bridge fdb show
ip maddr show
