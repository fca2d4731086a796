# Rules with every selector and action, shown and listed by selectors
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
ip rule add from all lookup 99 pref 0
ip rule add pref 70
ip rule add order 71 lookup 71
ip rule add priority 72 lookup 72
ip rule add from 10.0.0.1 table 74
ip rule add from 10.0.0.1/24 table 75
ip rule add to default table 76
ip rule add from any table 77
ip rule
ip -d rule
ip -j rule
ip rule show from 10.0.0.0/8
ip rule show from 10.1.2.3
ip rule show to 10.9.0.0/16
ip rule show table 100
ip rule show lookup main
ip rule show pref 50
ip rule show pref 50-70
ip rule show fwmark 5
ip rule show fwmark 5/0xff
ip rule show iif A
ip rule show oif B
ip rule show uidrange 1000-2000
ip rule show tos 0x10
ip rule show ipproto tcp
ip rule show sport 80
ip rule show dport 53
ip rule show proto static
ip rule show not
ip rule show goto 32766
ip rule show suppress_prefixlength 0
ip rule show dev A
ip rule show nonsense
ip rule list iif nowhere
sleep 2
