# Rules that cannot be deleted, and what a flush leaves
# oracle: root
ip rule del from 10.0.0.0/8
ip rule del pref 77
ip rule del lookup 200
ip rule del fwmark 5
ip rule del iif nowhere
ip rule add from 10.0.0.0/8 lookup 100 pref 0
ip rule add from 10.1.0.0/16 lookup 100
ip rule del from 10.1.0.0/16 lookup 101
ip rule del not from 10.1.0.0/16
ip rule flush nonsense
ip rule flush pref nonsense
ip rule flush
ip rule
ip rule flush
ip rule del pref 0
ip rule
