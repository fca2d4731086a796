# oracle: root
# What is printed of a list that nothing came into: the list stands open where iproute2 gives up.
ip -j -p route show table 999999 | od -c
ip -j -p -6 route show table 77 | od -c
ip -j route show table 77
ip -j -p nexthop bucket show id 9 | od -c
ip -j -p mroute show table 77
ip -j -6 mroute show table 77
ip -j -p rule show table 999999
ip -j -p neigh show dev nosuch
ip -j -p netconf show dev nosuch
ip -j -p route get 10.0.0.1 | od -c
bridge -j -p vlan show dev nosuch | od -c
tc -j -p qdisc show dev nosuch
ip route append 10.0.0.4 dev nosuch via 192.168.1.5 onlink encap ip id 5 dst 10.0.0.9
route add default gw 0.0.0.0 dev nosuch
route add default gw 0.0.0.0 dev lo
route add -host 10.0.0.7 gw 0.0.0.0 reject
route -n
