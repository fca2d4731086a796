# ip -r: where addresses are shown by their names, and where they stay numbers
# oracle: root
printf '10.0.0.1 web web.example\n10.0.0.2 db\nfd00::1 six\n10.0.0.0 net\n10.0.0.255 all\n224.0.0.1 allhosts\n::ffff:10.0.0.7 mapped\n' >> /etc/hosts
printf 'fd00::2 far\nff02::1:ff00:1 asked\n' >> /etc/hosts
ip link set lo up
ip link add v0 address 02:00:00:00:00:0a type veth peer name v1 address 02:00:00:00:00:0b
ip link set v0 addrgenmode none up
ip link set v1 addrgenmode none up
ip addr add 10.0.0.1/24 brd + dev v0
ip addr add 10.9.9.9 peer 10.0.0.2/32 dev v0
ip addr add fd00::1/64 dev v0 nodad
ip -r addr show lo
ip -r addr show dev v0
ip -r -j addr show dev v0
ip -r -br addr show dev v0
ip -o -r addr show dev v0
ip route add 10.5.0.0/16 via 10.0.0.2
ip route add 10.7.0.0/16 nexthop via 10.0.0.2 nexthop via 10.0.0.3
ip route add 10.6.0.0/16 via inet6 fd00::2 dev v0
ip route add fd00:5::/64 via fd00::2
ip route add fd00:6::1 via fd00::2 src fd00::1
ip -resolve route
ip -r -j route
ip -r -6 route
ip -r -d route show table local
ip -r route get 10.0.0.2
ip -r route get 10.5.1.1 from 10.0.0.1
ip -r -6 route get fd00::2
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:01 dev v0
ip neigh add fd00::2 lladdr 02:00:00:00:00:02 dev v0
ip neigh add proxy 10.0.0.1 dev v1
ip -r neigh
ip -r -j neigh
ip -r neigh show proxy
ip nexthop add id 1 via 10.0.0.2 dev v0
ip -r nexthop
ip rule add from 10.0.0.1 to 10.0.0.2 table 5
ip -r rule
ip -r -4 maddr show dev v0
ip -r -6 maddr show dev v0
ip link add vx0 type vxlan id 5 remote 10.0.0.2 local 10.0.0.1 dev v0 dstport 4789
ip -r -d link show vx0 | grep -o 'vxlan id.*dev v0'
ip -r token
ip -r addrlabel | head -n 3
ip -r
ip -res link show lo
