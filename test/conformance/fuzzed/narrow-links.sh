# A link narrower than 1280 has no IPv6, be it told to or a bridge that follows its port.
# oracle: root
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02
ip link set A mtu 1000
bridge fdb show dev A
ip -6 route add fd77::/64 via fd00::4 dev A
ip -6 route add fd77::/64 dev A
ip link set A mtu 1500
bridge fdb show dev A
brctl addbr br1
ip link set B master br1
ip link set B mtu 1279
ip link show br1
bridge fdb show dev br1
