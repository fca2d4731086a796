# What comes in for everyone is asked of no table; routes of old to links that are down
# oracle: root
ip link add v0 type veth peer name v1
ip route get 255.255.255.255 from 192.168.1.2 iif v1
ip route get 10.0.0.1 from 192.168.1.2 iif v1
ip link set v1 up
ip link set v0 up
ip route get 255.255.255.255 from 192.168.1.2 iif v1
ip route get 10.0.0.1 from 192.168.1.2 iif v1
ip addr add 10.0.0.1/24 dev v1
ip route get 255.255.255.255 from 192.168.1.2 iif v1
ip route get 255.255.255.255 from 10.0.0.2 iif v1
ip route get 10.0.0.255 from 10.0.0.2 iif v1
ip route get 10.0.0.255 from 192.168.1.2 iif v1
ip route get 255.255.255.255 from 0.0.0.0 iif v1
sysctl -qw net.ipv4.conf.v1.rp_filter=1
ip route get 255.255.255.255 from 192.168.1.2 iif v1
ip route get 255.255.255.255 from 10.0.0.2 iif v1
ip addr del 10.0.0.1/24 dev v1
ip route get 255.255.255.255 from 192.168.1.2 iif v1
sysctl -qw net.ipv4.conf.v1.rp_filter=2
ip route get 255.255.255.255 from 192.168.1.2 iif v1
ip route add default dev v0
ip route get 255.255.255.255 from 192.168.1.2 iif v1
ip link add vethc1 address 02:1a:00:00:40:02 type veth peer name eth1 address 02:00:00:00:45:02
ip -o route get 255.255.255.255 from 192.168.1.2 iif eth1
ip route get 255.255.255.255 iif eth1
ip route get 255.255.255.255 from 0.0.0.0 iif eth1
ip route get 0.0.0.0 from 0.0.0.0 iif eth1
ip route get 0.0.0.0 iif eth1
ip route get 0.0.0.0 from 192.168.1.2 iif eth1
ip route get 0.0.0.5 from 192.168.1.2 iif eth1
ip route get 255.255.255.255 from 127.0.0.1 iif eth1
ip route get 255.255.255.255 from 224.0.0.1 iif eth1
ip route get 255.255.255.255 from 255.255.255.255 iif eth1
ip route get 255.255.255.255 from 0.0.0.5 iif eth1
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br7 type bridge
ip link set lo down
ip -6 route add fd41::1 dev lo
route -A inet6 add fd41::1 dev lo
route -A inet6 add fd41::1 dev br7
route -A inet6 add fd41::/64 dev lo
route -A inet6 add ::1 dev lo
ip link set lo up
route -A inet6 add fd41::1 dev lo
route -A inet6 add fd41::/64 dev lo
route -A inet6 add fd41::2 dev br7
ip -6 route show table all
ip route get 255.255.255.255 iif eth1 fibmatch
