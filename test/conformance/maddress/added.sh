# Link-layer groups that a device is told to listen to
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.disable_ipv6=1 net.ipv6.conf.B.disable_ipv6=1
ip link set A up
ip maddr add 01:00:5e:00:00:05 dev A
ip maddr add 01:00:5e:00:00:05 dev A
ip maddr show dev A
ip maddress show A
ip -j maddr show dev A
ip maddr add 33:33:00:00:00:09 dev A
ip maddr del 01:00:5e:00:00:05 dev A
ip maddr show dev A
ip -0 maddr show dev A
ip -4 maddr show dev A
ip -6 maddr show dev A
ip -o maddr show dev A
ip maddr
