# A rule for table 0 gets the first table that is not there yet.
# oracle: root
ip rule add table 0 pref 5
ip rule add table 0 pref 6
ip rule add table 5 pref 4
ip route add 10.0.0.0/8 dev lo table 3
ip rule add table 0 pref 7
ip rule add table 0 pref 7
ip rule
ip -6 rule add table 0
ip rule add 300
ip rule add tos 0x100
