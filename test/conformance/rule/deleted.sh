# Rules are deleted by what they say, flushed, and their targets come
# oracle: root
ip link add A type veth peer name B
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip link set B up
ip rule add from 10.0.0.0/8 to 10.9.0.0/16 iif A oif B fwmark 5/0xff tos 0x10 lookup 100 pref 50
ip rule add ipproto tcp sport 80 dport 1000-2000 lookup 101
ip rule add ipproto 17 dport 53 lookup 102
ip rule add uidrange 1000-2000 lookup 103
ip rule add uidrange 5-5 lookup 103
ip rule add lookup main suppress_prefixlength 0 pref 60
ip rule add lookup main suppress_ifgroup default pref 61
ip rule add lookup main suppress_ifgroup 5 pref 62
ip rule add from 10.1.0.0/16 goto 32766
ip rule add from 10.2.0.0/16 goto 7000 pref 6000
ip rule add nop pref 5000
ip rule add from 10.3.0.0/16 blackhole
ip rule add from 10.4.0.0/16 unreachable
ip rule add from 10.5.0.0/16 prohibit
ip rule add not from 10.6.0.0/16 lookup 104 proto static
ip rule add from 10.7.0.0/16 realms 5/6 lookup 105
ip rule add from 10.7.0.0/16 type blackhole
ip rule add pref 70
ip rule add order 71 lookup 71
ip rule add priority 72 lookup 72
ip rule del pref 50 lookup 101
ip rule del pref 50 from 10.0.0.0/8
ip rule del ipproto tcp sport 80
ip rule del dport 53
ip rule del uidrange 1000-2000
ip rule del lookup 103
ip rule del pref 62 suppress_ifgroup 6
ip rule del pref 62 suppress_ifgroup 5
ip rule del goto 32766
ip rule del nop
ip rule del prohibit
ip rule del not from 10.6.0.0/16
ip rule del from 99.0.0.0/8
ip rule del pref 99
ip rule del type blackhole
ip rule
ip rule add pref 7000 nop
ip rule
ip link del A
ip rule show iif A
ip -6 rule add to fd01::/16 unreachable
ip -6 rule
ip -6 -j rule
ip rule flush table 104
ip rule flush foo
ip rule flush
ip rule
ip rule flush
ip -6 rule flush
ip -6 rule
ip rule del pref 0
ip rule
ip rule
ip -s rule flush
# Where a rule goes on is not looked at, but whether it could.
ip rule flush
ip rule add pref 0 lookup local
ip rule add to 8.8.8.8 goto 32766
ip rule del to 8.8.8.8 goto 70000
ip rule add pref 10 goto 100
ip rule del pref 10 goto 5
ip rule del goto 0
ip rule del pref 10 goto 200
ip -6 rule add pref 30 goto 32766
ip -6 rule del pref 30 goto 999999
ip rule
