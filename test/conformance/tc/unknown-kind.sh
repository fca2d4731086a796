# Where a filter of a kind that there is none of would be is looked at first (found by fuzzing).
# oracle: root
ip link add A type veth peer name B
tc filter add dev lo protocol arp pref 3 nosuch
tc filter add dev A parent 1: nosuch
tc filter add dev A ingress nosuch
tc filter add dev A ingress nosuch foo
tc filter del dev A ingress nosuch
tc filter del dev A ingress pref 3 nosuch
tc filter del dev A pref 3 protocol ip nosuch
tc filter change dev A pref 3 protocol ip nosuch
tc filter add nosuch
tc qdisc add dev A clsact
tc filter add dev A ingress nosuch
tc filter add dev A ingress protocol ip prio 2 a-kind-with-a-long-name
tc filter del dev A ingress pref 3 nosuch
tc filter del dev A ingress pref 3 protocol ip nosuch
tc filter change dev A ingress pref 3 protocol ip nosuch
tc filter replace dev A ingress nosuch
tc qdisc add dev A root handle 1: htb
tc filter add dev A parent 1: protocol ip prio 1 u32 match u32 0 0 flowid 1:1
tc filter add dev A parent 1: protocol ip prio 1 nosuch
tc filter del dev A parent 1: protocol ip prio 1 nosuch
tc filter change dev A parent 1: protocol ip prio 1 nosuch
tc filter show dev A parent 1:
ip link del A
