# A link that moves to another namespace forgets the groups that were handed down to it; those above count them as handed down for ever.
# oracle: root
sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip tuntap add dev tap0 mode tap group 0
ip link add link tap0 name mv1 address 02:00:00:00:78:03 type macvlan mode bridge
ip netns add ns0
ip netns exec ns0 sysctl -qw net.ipv6.conf.default.router_solicitations=0 net.ipv6.conf.default.accept_dad=0
ip link set dev mv1 up
ip link set tap0 netns ns0
ip maddress show mv1
ip address add fd00:1::2/64 dev mv1
ip maddress show mv1
bridge -n ns0 fdb
ip link set mv1 down
bridge -n ns0 fdb
bridge fdb
ip maddress show mv1
ip link set mv1 up
ip -n ns0 link set tap0 up
ip link set mv1 up
bridge -n ns0 fdb
ip maddress show mv1
ip address del fd00:1::2/64 dev mv1
ip address add fd00:1::3/64 dev mv1
bridge -n ns0 fdb
ip maddress show mv1
ip -n ns0 link set tap0 netns 1
bridge fdb
ip maddress show mv1
ip address del fd00:1::3/64 dev mv1
bridge fdb
ip maddress show mv1
ip maddress
ip link set mv1 address 02:00:00:00:78:07
bridge fdb
ip link set mv1 up
ip link set tap0 up
bridge fdb
ip maddress
ip link del mv1
bridge fdb
