# The rules that a namespace begins with may be added again once, being of another protocol; others may not.
# oracle: root
ip rule add from all lookup local pref 0
ip rule add from all lookup local pref 0
ip rule add from all lookup main pref 32766
ip rule add from 10.0.0.1 table 100 pref 5 proto 5
ip rule add from 10.0.0.1 table 100 pref 5
ip rule add from 10.0.0.1 table 100 pref 5
ip rule
