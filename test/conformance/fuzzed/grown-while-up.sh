# oracle: root
# an MTU that becomes wide enough for IPv6 while the link is up and IPv6 switched off: what it listens to goes when it goes down
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 type bridge mcast_snooping 0
ip link set br0 mtu 1279
ip link set br0 up
ip maddress show dev br0
ip link set br0 mtu 1400
ip maddress show dev br0
ip link set br0 down
ip link set br0 up
ip maddress show dev br0
bridge fdb show dev br0
