# Routes that are asked for without a protocol go by rules for UDP.
# oracle: root
ip rule add ipproto udp table 100 pref 100
ip rule add ipproto tcp prohibit pref 101
ip rule add not ipproto udp nat 1.2.3.4 pref 102
ip -6 rule add ipproto udp prohibit pref 100
ip route get 8.8.8.8
ip route get 8.8.8.8 ipproto udp
ip route get 8.8.8.8 ipproto tcp
ip route get 8.8.8.8 ipproto icmp
ip route get 8.8.8.8 sport 5
ip route get fd00::1
ip route get fd00::1 ipproto udp
ip route get fibmatch 8.8.8.8
ip rule add sport 0-10 blackhole pref 99
ip rule add dport 53 unreachable pref 98
ip route get 8.8.8.8
ip route get 8.8.8.8 dport 53
ip route get 8.8.8.8 iif lo
ip rule
