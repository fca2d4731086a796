# What has no source yet: from 0.0.0.0 to rules of IPv4, from nowhere to those of IPv6
# oracle: root
sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link add a0 type veth peer name a1
ip link set a1 up
ip link set a0 up
ip addr add 10.0.0.1/24 dev a0
ip addr add fd00::1/64 dev a0
ip route add default via 10.0.0.2
ip route add 10.9.0.0/16 via 10.0.0.3 table 7
ip rule add from 0.0.0.0/8 to 10.9.0.0/16 lookup 7 pref 10
ip route get 10.9.1.1
ip route get 10.9.1.1 from 10.0.0.1
ip rule add from 0.0.0.0/8 to 10.8.0.0/16 prohibit pref 11
ip route add 10.7.0.0/16 via 10.8.0.1
ip route get 10.8.0.1
ip -6 rule add from ::/8 pref 2 prohibit
ip -6 route get fd00::9
ip -6 route get fd00::9 from ::
ip -6 route get fd00::9 from ::1
ip -6 route get fd00::9 from fd00::1
ip link del a0
