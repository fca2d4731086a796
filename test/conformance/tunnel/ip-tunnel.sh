# ip tunnel: add, change, del and show, and what each refuses
# oracle: vm
ip tunnel
ip tunnel add a0 remote 10.1.0.1
ip tunnel add a1 mode ipip remote 10.1.0.1 local 10.1.0.2
ip tunnel add a1 mode ipip remote 10.1.0.1 local 10.1.0.3
ip tunnel add a2 mode ipip remote 10.1.0.1 local 10.1.0.2
ip tunnel add a3 mode gre remote 10.1.0.1 local 10.1.0.2 key 3
ip tunnel add a4 mode gre remote 10.1.0.1 local 10.1.0.2 csum seq ttl 4
ip tunnel add a5 mode sit remote 10.1.0.1 local 10.1.0.2 tos inherit
ip tunnel add a6 mode sit remote 10.1.0.1 local 10.1.0.2
ip tunnel add mode gre remote 10.1.0.7
ip tunnel add mode ipip remote 10.1.0.7
ip tunnel add mode sit remote 10.1.0.7
ip tunnel add gre7 remote 10.1.0.8
ip tunnel add a7 mode ipip key 3
ip tunnel add a7 mode foo
ip tunnel add a7 mode ipip mode gre
ip tunnel add a7 mode ipip remote 10.1.0.9 ttl 5 nopmtudisc
ip tunnel add a7 a8 mode gre
ip tunnel add a7 mode gre remote 224.1.1.1
ip tunnel add a7 mode gre remote 10.1.0.9 dev nosuch
ip tunnel add a7 mode gre remote 10.1.0.300
ip tunnel add a7 mode gre remote 10.1.0.9 ttl 300
ip tunnel add averyveryverylongname mode gre
ip tunnel add a7 mode gre
ip tunnel add a7 mode sit
ip tunnel add a7 mode ipip
ip tunnel add a7 mode gre remote 10.1.0.9 dev lo tos 0x20
ip tunnel change a7 ttl 9
ip tunnel change a7 tos inherit/0x10
ip tunnel show a7
ip -j tunnel show a7
ip tunnel change a7 remote 10.1.0.10
ip tunnel change a7 mode gre remote any
ip tunnel change a7 mode ipip remote 10.1.0.9
ip tunnel change a3 key 4
ip tunnel change a3 remote 10.1.0.8 local any
ip tunnel change nosuch ttl 3
ip tunnel change remote 10.1.0.1 mode gre
ip tunnel show
ip tunnel show mode gre
ip tunnel show remote 10.1.0.1
ip tunnel show dev lo
ip tunnel show gre7
ip tunnel show gre8
ip tunnel show nosuch
ip tunnel show key 4
ip tunnel show lo
ip tunnel del nosuch
ip tunnel del
ip tunnel del a1
ip tunnel del lo
ip tunnel del tunl0
ip tunnel del sit0
ip tunnel del mode gre remote 10.1.0.1 local 10.1.0.2
ip tunnel del mode gre remote 10.1.0.77
ip tunnel foo
ip tunnel help
ip -d link show a3
ip -d link show gre7
ip -s tunnel list a5
