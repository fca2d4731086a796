# What a rule is asked when it comes and not when it goes, and in which order
# oracle: root
ip -4 rule add tos 0xff pref 100 table 100
ip -4 rule add tos 0x01 pref 100 table 100
ip -4 rule add tos 0x04 pref 100 type unicast table 100
ip -4 rule add tos 0x10 pref 100 table 100
ip -4 rule add tos 0xff from 10.0.0.1/8 pref 100 table 100
ip -4 rule add tos 0xff from 10.0.0.0/8 pref 100 table 100
ip -4 rule add dsfield 0xfc pref 101 table 0
ip -4 rule add tos 0x1f pref 101 table 0
ip -4 rule add tos 0x1f iif lo pref 101 table 0 type nosuch
ip -4 rule add tos 0x1f goto 9 pref 101
ip -4 rule add tos 0x1f pref 101
ip -4 rule add tos 0x1f goto 900 pref 101
ip -4 rule add tos 0x1f table 0 pref 104
ip -4 rule add tos 0x1f fwmark 1 table 99 uidrange 5-3 pref 105
ip -4 rule add tos 0x1f suppress_prefixlength 0 table 55 pref 3
ip -4 rule del tos 0xff pref 100 table 100
ip -4 rule del tos 0x01 pref 100 table 100
ip -4 rule del tos 0x04 pref 100 type unicast table 100
ip -4 rule del tos 0x10 pref 100 table 100
ip -4 rule del tos 0xff from 10.0.0.1/8 pref 100 table 100
ip -4 rule del tos 0xff from 10.0.0.0/8 pref 100 table 100
ip -4 rule del dsfield 0xfc pref 101 table 0
ip -4 rule del tos 0x1f pref 101 table 0
ip -4 rule del tos 0x1f iif lo pref 101 table 0 type nosuch
ip -4 rule del tos 0x1f goto 9 pref 101
ip -4 rule del tos 0x1f pref 101
ip -4 rule del tos 0x1f goto 900 pref 101
ip -4 rule del tos 0x1f table 0 pref 104
ip -4 rule del tos 0x1f fwmark 1 table 99 uidrange 5-3 pref 105
ip -4 rule del tos 0x1f suppress_prefixlength 0 table 55 pref 3
ip -6 rule add tos 0xff pref 100 table 100
ip -6 rule add tos 0x01 pref 100 table 100
ip -6 rule add tos 0x04 pref 100 type unicast table 100
ip -6 rule add tos 0x10 pref 100 table 100
ip -6 rule add tos 0xff from 10.0.0.1/8 pref 100 table 100
ip -6 rule add tos 0xff from 10.0.0.0/8 pref 100 table 100
ip -6 rule add dsfield 0xfc pref 101 table 0
ip -6 rule add tos 0x1f pref 101 table 0
ip -6 rule add tos 0x1f iif lo pref 101 table 0 type nosuch
ip -6 rule add tos 0x1f goto 9 pref 101
ip -6 rule add tos 0x1f pref 101
ip -6 rule add tos 0x1f goto 900 pref 101
ip -6 rule add tos 0x1f table 0 pref 104
ip -6 rule add tos 0x1f fwmark 1 table 99 uidrange 5-3 pref 105
ip -6 rule add tos 0x1f suppress_prefixlength 0 table 55 pref 3
ip -6 rule del tos 0xff pref 100 table 100
ip -6 rule del tos 0x01 pref 100 table 100
ip -6 rule del tos 0x04 pref 100 type unicast table 100
ip -6 rule del tos 0x10 pref 100 table 100
ip -6 rule del tos 0xff from 10.0.0.1/8 pref 100 table 100
ip -6 rule del tos 0xff from 10.0.0.0/8 pref 100 table 100
ip -6 rule del dsfield 0xfc pref 101 table 0
ip -6 rule del tos 0x1f pref 101 table 0
ip -6 rule del tos 0x1f iif lo pref 101 table 0 type nosuch
ip -6 rule del tos 0x1f goto 9 pref 101
ip -6 rule del tos 0x1f pref 101
ip -6 rule del tos 0x1f goto 900 pref 101
ip -6 rule del tos 0x1f table 0 pref 104
ip -6 rule del tos 0x1f fwmark 1 table 99 uidrange 5-3 pref 105
ip -6 rule del tos 0x1f suppress_prefixlength 0 table 55 pref 3
ip rule
ip -6 rule
