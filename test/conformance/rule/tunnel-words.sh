# Numbers of tunnels in rules: words, mistakes, listings
# oracle: root
ip rule add tun_id 5 lookup 7
ip rule add tun_id 18446744073709551615 lookup 7 pref 5
ip rule add tun_id 18446744073709551616 lookup 7 pref 5
ip rule add tun_id -1 lookup 7 pref 6
ip rule add tun_id 0 lookup 7 pref 7
ip rule add tun_id 0x10 lookup 7 pref 8 blackhole
ip rule add tun 010 lookup 7 pref 8 blackhole
ip rule add t 9 lookup 7 pref 8 sport 5 realms 3
ip rule add tun_id x
ip rule add tun_id
ip rule add tun_id 5 lookup 7 pref 32765
ip rule show
ip -j rule show
ip -j -p rule show tun_id 16
ip rule show tun 8
ip rule show t 0
ip rule show tun_id 77
ip rule show tun_id x
ip rule save > all.rules
ip rule del tun_id 6
ip rule del tun_id 5
ip -6 rule add tun_id 5 lookup 7
ip -6 rule show tun_id 5
ip rule flush
ip rule restore < all.rules
ip rule show
