# A rule's action may be any type of route by name or number; most of them lose the packet.
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip rule add from 192.0.2.1 200
ip rule add fwmark 0x10/0xff 200 pref 7
ip rule add fwmark 1 lookup
ip rule add fwmark mark 200
ip rule add 192.0.2.1 table 100
ip rule add from 192.0.2.2 1
ip rule add from 192.0.2.3 2
ip rule add from 192.0.2.4 3
ip rule add from 192.0.2.5 multicast
ip rule add from 192.0.2.6 local
ip rule add from 192.0.2.7 0
ip rule add from 192.0.2.8 10
ip rule add from 192.0.2.9 256
ip rule add from 192.0.2.10 loc
ip rule add from 192.0.2.11 type b
ip rule add from 192.0.2.12 prohibit table 100
ip rule add from 192.0.2.13 table 100 nop
ip rule add from 192.0.2.14 unicast
ip rule add from 192.0.2.15 goto 32766 unreachable
ip rule add from 192.0.2.16 unreachable goto 32766
ip rule add from 192.0.2.17 xres
ip rule add to 198.51.100.9 200
ip route get 198.51.100.9
ip rule
ip -j rule
ip rule list table 100
ip rule del from 192.0.2.11 broadcast
ip rule del from 192.0.2.12 table 100
ip rule del from 192.0.2.13 prohibit
ip rule del from 192.0.2.1 201
ip rule del from 192.0.2.1 200
ip -6 rule add to 2001:db8::9 throw
ip -6 rule
