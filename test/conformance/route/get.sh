# Where packets would go: every option of ip route get
# oracle: root
ip link add A type veth peer name B
sysctl -qw net.ipv6.conf.A.addr_gen_mode=1 net.ipv6.conf.B.addr_gen_mode=1
ip addr add 10.0.0.1/24 dev A
ip addr add fd00::1/64 dev A nodad
ip link set A up
ip link set B up
ip addr add 10.5.0.1/24 dev B
sleep 0.2
ip route add default via 10.0.0.9
ip route get 10.1.0.1 iif B
ip route get 10.1.0.1 from 10.5.0.7 iif B
ip route get 10.0.0.1 from 10.5.0.7 iif B
ip route get 10.0.0.77 from 10.5.0.7 iif B
ip route get 10.0.0.255 from 10.5.0.7 iif B
ip route get 10.1.0.1 from 10.0.0.7 iif A
sysctl -qw net.ipv4.ip_forward=1
ip route get 10.1.0.1 from 10.5.0.7 iif B
ip route get 10.0.0.1 from 10.5.0.7 iif B
ip route get 10.0.0.77 from 10.5.0.7 iif B
ip route get 10.0.0.255 from 10.5.0.7 iif B
ip route get 10.1.0.1 from 10.0.0.7 iif A
ip route get 10.1.0.1 from 10.5.0.1 iif B
ip route get 10.1.0.1 from 99.0.0.1 iif B
ip route get 224.0.0.1 from 10.5.0.7 iif B
ip route get 10.1.0.1 from 10.5.0.7 iif B mark 5
ip -j route get 10.1.0.1 from 10.5.0.7 iif B
ip -d route get 10.1.0.1 from 10.5.0.7 iif B
ip route get fibmatch 10.1.0.1 from 10.5.0.7 iif B
sysctl -qw net.ipv4.conf.B.rp_filter=1
ip route get 10.1.0.1 from 99.0.0.1 iif B
ip route get 10.1.0.1 iif nope
ip route get 10.1.0.1 from 10.5.0.7
ip route get 10.1.0.1 from 10.5.0.1
ip route get 10.1.0.1 connected
ip route get 10.1.0.1 ipproto tcp
ip route get 10.1.0.1 ipproto foo
ip route get 10.1.0.1 sport 80
ip route get 10.1.0.1 dport x
ip route get 10.1.0.1 ipproto tcp dport 70000
ip route get 10.1.0.1 ipproto gre dport 7
ip route get 10.1.0.1 uid 5
ip route get 10.1.0.1 uid x
ip route get 10.1.0.1 mark x
ip route get 10.1.0.1 mark 0x10
ip route get 10.1.0.1 oif B
ip route get 10.1.0.1 oif lo
ip route get 10.1.0.1 dev nope
ip route get 10.1.0.1 vrf nope
ip route get 10.1.0.1 as 10.0.0.3
ip route get 10.1.0.0/16
ip route get 10.1.0.0/24 fibmatch
ip route get default
ip route get
ip route get foo
ip route get 10.1.0.1 10.2.0.1
ip route get 255.255.255.255
ip route get 224.0.0.5
ip route get 0.0.0.0
ip route get 127.0.0.5
ip -6 route get fd00::9
ip -6 route get fd00::9 from fd00::1
ip -6 route get fd00::9 from fd00::77
ip -6 route get fd00::9 iif A
ip -6 route get fd00::9 from fd00::5 iif B
ip -6 route get fd99::9
ip -6 route get ff02::1
ip -6 route get ff02::1 oif A
ip -6 route get fe80::1
ip -6 route get fe80::1 dev A
ip -6 route get ::1
ip -6 route get fd00::1
ip -6 route get fibmatch fd00::9
ip -6 route get fd00::9 mark 5
ip -6 route get fd00::9 uid 1000
ip -j -6 route get fd00::9
ip -o route get 10.1.0.1
ip -o -6 route get fd00::9
ip route get tos 0x10 10.1.0.1
ip route get tos foo 10.1.0.1
