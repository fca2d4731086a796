# How marks of rules are compared: when one is there already, is taken away, or is listed
# oracle: root
ip rule add fwmark 5/0xf lookup 7 pref 100
ip rule del fwmark 5
ip rule show fwmark 5
ip rule del fwmark 0/0xf
ip rule show
ip rule add fwmark 5 lookup 7 pref 100
ip rule add fwmark 5/0xffffffff lookup 7 pref 100
ip rule del fwmark 5/0xffffffff
ip rule add fwmark 0/5 lookup 7 pref 90
ip rule add fwmark 0/0 lookup 7 pref 91
ip rule add fwmark 5/0 lookup 7 pref 92
ip rule add fwmark 7/3 lookup 7 pref 93
ip rule add lookup 7 pref 91
ip -d rule show
ip -j rule show
ip rule show fwmark 0
ip rule show fwmark 0/5
ip rule show fwmark 5
ip rule show fwmark 5/0
ip rule show fwmark 7/3
ip rule show fwmark 7/5
ip rule show fwmark 7
ip rule del fwmark 0/0
ip rule del fwmark 7
ip rule del fwmark 7/3
ip rule del fwmark 5
ip rule del fwmark 5/0
ip rule del fwmark 0/5
ip rule show
