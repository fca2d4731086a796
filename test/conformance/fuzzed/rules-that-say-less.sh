# A rule that says less than one of its priority is there already; where goto goes and what is inverted is not looked at.
# oracle: root
ip rule add from 10.0.0.1 not iif lo table 100 priority 50
ip rule add iif lo table 100 priority 50
ip rule add goto 200 priority 60
ip rule add goto 300 priority 60
ip rule add from 10.0.0.0/8 tos 0x10 lookup 7 priority 70
ip rule add tos 0x10 lookup 7 priority 70
ip rule add lookup 7 priority 70
ip rule add to 1.2.3.4 lookup 7 priority 70
ip rule add from 0/0 lookup 7 priority 70
ip rule add from 10.0.0.2 prohibit priority 80
ip rule add from all prohibit priority 80
ip -6 rule add from fd00::1 lookup 8 priority 80
ip -6 rule add from ::/0 lookup 8 priority 80
ip rule del from 0/0 priority 50
ip rule
ip -6 rule
ip rule add fwmark 0x0 lookup 100 priority 10
ip rule add fwmark 0/0xff lookup 101 priority 11
ip rule add fwmark 5/0 lookup 102 priority 12
ip rule
ip -j rule
ip rule del fwmark 0 lookup 102
ip rule del fwmark 0/0xff
ip rule
