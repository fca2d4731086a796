# Routing tables exist from the first time a route is asked for in them, refused or not; IPv6 rules make them too.
# oracle: root
ip netns add x
ip -n x route show table local
ip -n x -6 route show table local
ip -n x route del 10.0.0.0/8
ip route add 10.9.0.0/16 via 10.0.0.1 table 77
ip route show table 77
ip route add 10.9.0.1/16 via 10.0.0.1 table 79
ip route show table 79
ip rule add from 10.0.0.1 lookup 88
ip route show table 88
ip route del 10.0.0.0/8 table 88
ip -6 route show table 97
ip -n x -6 route add fd01::/64 dev lo table 97
ip -n x -6 route show table 97
ip -6 rule add from fd00::/64 lookup 98
ip -6 route show table 98
