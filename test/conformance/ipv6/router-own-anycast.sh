# A router whose own address is the anycast address of its subnet: one route in the table, whatever comes first
# oracle: root
sysctl -qw net.ipv6.conf.all.forwarding=1 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add br0 type bridge
ip link set br0 addrgenmode none
ip link set br0 up
ip addr add fd00::/62 dev br0 nodad
sleep 0.2
ip addr add 2001:db8::1/64 dev br0 nodad
sleep 0.2
ip -6 route show table local dev br0
ip maddr show dev br0
cat /proc/net/anycast6 | awk '{print $2, $3, $4}'
ip addr add fd00::/64 dev br0 nodad
sleep 0.2
ip addr add fd00::1/62 dev br0 nodad
sleep 0.2
ip -6 route show table local dev br0
ip addr del fd00::1/62 dev br0
ip addr del fd00::5/62 dev br0
ip -6 route show table local dev br0
ip addr del fd00::/62 dev br0
ip -6 route show table local dev br0
sysctl -w net.ipv6.conf.br0.forwarding=0
ip -6 route show table local dev br0
ip addr add fd01::/62 dev br0 nodad
sleep 0.2
ip -6 route show table local dev br0
sysctl -w net.ipv6.conf.br0.forwarding=1
ip -6 route show table local dev br0
ip addr add fd01::/128 dev br9
ip link del br0
