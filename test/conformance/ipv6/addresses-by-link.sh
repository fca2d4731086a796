# A dump of IPv6's links tells no groups, kinds and masters; a flush asks for none of them (found by fuzzing).
# oracle: root
ip link add A type veth peer name B group 7
ip link add br0 group 7 type bridge
ip link set A master br0
ip link set br0 up
ip addr add fd00::6/64 dev A nodad
ip addr add fd00::7/64 dev br0 nodad
ip addr add fd00::5/64 dev B nodad
sleep 1
ip -6 addr show type veth
ip -6 addr show type bridge_slave
ip -6 addr show type nosuch
ip -6 addr show master br0
ip -6 addr show nomaster
ip -6 addr show group 7
ip -6 addr show up group 7
ip -6 -j addr show type veth
ip -6 -br addr show group 7
ip -6 addr show dev B group 7
ip -6 addr show dev B group default
ip -6 addr show dev B type veth
ip -6 addr show dev B type bridge
ip -6 addr show dev A master br0
ip -4 addr show type veth
ip -4 addr flush group 9 dev B
ip -6 addr flush group 9 dev B
ip -6 addr show dev B
ip -6 addr flush type veth to fd00::/16
ip -6 addr show up
ip addr add 10.5.5.5/24 dev A
ip addr flush master nosuch to 10.5.5.0/24
ip addr flush master br0 to 10.5.5.0/24
ip addr flush up to 127.0.0.0/8
ip addr show dev lo
ip addr show dev A
tc -j filter show
tc -j -p filter show ingress
tc filter show
ip link del A
ip link del br0
