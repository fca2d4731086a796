# Which rules a listing or a flush is asked for
# oracle: root
ip rule add from 10.0.0.0/8 lookup 5 pref 10
ip rule add to 10.0.0.0/8 lookup 5 pref 11 protocol 9
ip rule add tos 0x10 lookup 5 pref 12
ip rule add sport 80 dport 90-100 lookup 5 pref 13
ip rule add uidrange 5-10 lookup 5 pref 14
ip rule show src 10.0.0.0/9
ip rule show src 10.0.0.0/7
ip rule show s 10.0.0.0/8
ip rule show dst 10.0.0.0/8
ip rule show d 10.0.0.0/8
ip rule show t 10.0.0.0/8
ip rule show src any
ip rule show to all
ip rule show tos 0
ip rule show tos 0x10
ip rule show dsfield 0x10
ip rule show ds 0x10
ip rule show sport 0
ip rule show sport 80
ip rule show sport 80-81
ip rule show sport 0-5 dport 90-100
ip rule show uidrange 5-10
ip rule show tab 5
ip rule show l 5
ip rule show p 10
ip rule show 10.0.0.0/8
ip rule show nope
ip rule del pref 11 protocol 8
ip rule del protocol 9 pref 11
ip rule flush dsfield 0x10
ip rule flush src 10.0.0.0/8
ip rule flush sport 0 uidrange 5-10
ip rule show
