# What is wrong with a rule, or with the question for one
# oracle: root
ip rule add from 10.0.0.0/33
ip rule add from x
ip rule add pref x
ip rule add fwmark x
ip rule add fwmark 5/x
ip rule add tos x
ip rule add table x
ip rule add suppress_prefixlength x
ip rule add suppress_ifgroup x
ip rule add ipproto x
ip rule add sport x
ip rule add dport 5-x
ip rule add dport 70000
ip rule add dport 200-100
ip rule add uidrange x
ip rule add uidrange 5
ip rule add uidrange 9-5
ip rule add goto x
ip rule add goto 10 pref 20
ip rule add iif
ip rule add protocol x
ip rule add foo
ip rule add
ip rule del
ip rule foo
ip rule add sport 80 lookup 5
ip rule add iif averyveryverylongname lookup 5
ip rule add from 10.0.0.0/8 to fd00::/8
ip rule add from 10.0.0.1 tos CS1
ip rule add tos 0x13
ip rule show pref 50-70
ip rule show goto 5
ip rule show nonsense
ip rule show from nowhere
ip rule del pref 99
ip rule del from 99.0.0.0/8
ip rule add pref 50 lookup 5
ip rule add pref 50 lookup 5
ip rule del pref 50 lookup 6
ip rule flush nonsense
ip rule
