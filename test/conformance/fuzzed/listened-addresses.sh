# What links listen to, layer by layer; routers listen to more, as links that are there, that come, and that have several networks.
# oracle: root
ip link add A type veth peer name B
ip maddress
ip link set A up
ip link set B up
sleep 2
ip -6 addr add fd00::1/64 dev A nodad
sleep 0.5
ip maddr
ip maddr show A
ip maddr show dev A
ip maddr show dev nosuch
ip -4 maddr show A
ip -6 maddr show A
ip -0 maddr show A
ip -o maddr show dev A
ip -j maddr
ip maddr bogus
sysctl -w net.ipv6.conf.all.forwarding=1
ip maddr
bridge fdb
ip link add br0 type bridge
ip maddr show br0
bridge fdb show dev br0
ip -6 addr add fd11::2/64 dev B nodad
sleep 0.5
ip maddr show B
ip -6 addr del fd11::2/64 dev B
ip maddr show B
ip link set A down
sleep 1
ip maddr show A
ip link set A up
sleep 3
ip maddr show A
bridge fdb show dev A
sysctl -w net.ipv6.conf.B.forwarding=0
ip maddr show B
sysctl -w net.ipv6.conf.all.forwarding=0
ip maddr
bridge fdb
