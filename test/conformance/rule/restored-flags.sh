# Rules that wait for a device, or lead to no rule, say so for ever once they have been saved and restored.
# oracle: root
ip rule add iif v0 pref 5
ip rule add oif v0 pref 6
ip rule add oif v0 pref 7
ip rule add goto 500 pref 300
ip rule add goto 32766 pref 301
ip rule add not from 10.0.0.0/8 pref 302 goto 500
ip rule
ip rule save > r
ip rule flush
ip rule restore < r
ip rule add oif v0 pref 7
ip rule add oif v0 pref 8
ip rule del pref 7
ip rule add oif v0 pref 7
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip rule add pref 500 table 100
ip rule
ip -j rule show pref 5
ip -j rule show pref 302
ip rule save > r
ip rule flush
ip rule restore < r
ip rule
ip link del v0
ip rule
