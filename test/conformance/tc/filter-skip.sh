# Filters that hardware is not asked to do
# oracle: vm
ip link add A type veth peer name B
tc qdisc add dev A clsact
tc filter add dev A ingress pref 5 matchall skip_hw action pass
tc filter add dev A ingress pref 6 protocol ip u32 match ip src 10.0.0.1 skip_hw action drop
tc filter add dev A egress matchall skip_hw action mirred egress mirror dev B
tc filter replace dev A ingress pref 5 handle 1 matchall action drop
tc filter show dev A ingress
tc -j filter show dev A ingress
tc -s filter show dev A egress
tc filter add dev A ingress pref 7 protocol ip basic skip_hw action drop
tc filter add dev A ingress pref 7 matchall skip_hv action drop
tc filter del dev A egress
tc filter show dev A egress
