# macvlan interfaces on a link that is down, and what they stand on
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:01:01 type veth peer name B address 02:00:00:00:01:02
ip link add mv1 link A address 02:00:00:00:00:07 type macvlan mode passthru
ip -br link show mv1
ip link del mv1
ip link add mv1 link A address 02:00:00:00:00:07 type macvlan mode bridge
ip link set mv1 up
ip -d link show A | grep -o 'promiscuity .'
ip link set A up
ip -d link show A | grep -o 'promiscuity .'
ip link set A down
ip link set mv1 down
ip -d link show A | grep -o 'promiscuity .'
ip link set A up
ip -d link show A | grep -o 'promiscuity .'
ip tuntap add tun0 mode tun
ip link add ifb7 type ifb
ip link add br0 type bridge
ip link add link tun0 name mv2 type macvlan mode bridge
for dev in lo ifb7 tun0 A br0 mv1; do ip maddr add 33:33:00:00:00:05 dev $dev; done
bridge fdb show | grep 00:05
ip maddr show dev br0
for dev in A br0 mv1; do ip maddr del 33:33:00:00:00:05 dev $dev; done
bridge fdb show | grep 00:05
