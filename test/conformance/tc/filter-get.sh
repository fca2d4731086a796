# One filter of those that there are, and mistakes in asking for it
# oracle: vm
ip link add A type veth peer name B
tc qdisc add dev A clsact
tc filter add dev A ingress protocol ip pref 10 handle 1 flower dst_ip 10.0.0.1 action drop
tc filter add dev A ingress protocol all pref 20 handle 7 matchall action pass
tc filter add dev A egress protocol ip pref 5 u32 match ip dst 10.0.0.2 action drop
tc qdisc add dev B root handle 1: htb default 1
tc class add dev B parent 1: classid 1:1 htb rate 1mbit
tc filter add dev B parent 1: protocol ip pref 3 handle 4 basic classid 1:1
tc filter get dev A ingress protocol ip pref 10 handle 1 flower
tc -s filter get dev A ingress protocol ip pref 10 handle 1 flower | sed 's/[0-9]* sec/N sec/g'
tc -j filter get dev A ingress protocol ip pref 10 handle 1 flower
tc filter get dev A ingress protocol all pref 20 handle 7 matchall
tc filter get dev A egress protocol ip pref 5 handle 800::800 u32
tc filter get dev A egress protocol ip pref 5 handle 800: u32
tc filter get dev B parent 1: protocol ip pref 3 handle 4 basic
tc filter get dev B root protocol ip pref 3 handle 4 basic
tc filter get dev A parent ffff:fff2 protocol ip pref 10 handle 1 flower
tc filter get dev A parent ffff: protocol ip pref 10 handle 1 flower
tc filter get dev A ingress protocol ip pref 10 handle 1 flower dst_ip 10.0.0.9
tc filter get dev A ingress protocol ip pref 10 handle 2 flower
tc filter get dev A ingress protocol ip pref 11 handle 1 flower
tc filter get dev A ingress protocol ipv6 pref 10 handle 1 flower
tc filter get dev A ingress protocol ip pref 10 handle 1 u32
tc filter get dev A ingress protocol ip pref 10 handle 1 matchall
tc filter get dev A ingress protocol ip pref 10 handle 1
tc filter get dev A ingress protocol ip pref 10 flower
tc filter get dev A ingress protocol ip handle 1 flower
tc filter get dev A ingress pref 10 handle 1 flower
tc filter get dev A protocol ip pref 10 handle 1 flower
tc filter get ingress protocol ip pref 10 handle 1 flower
tc filter get dev C ingress protocol ip pref 10 handle 1 flower
tc filter get dev A ingress protocol ip pref 0 handle 1 flower
tc filter get dev A ingress protocol ip pref 65536 handle 1 flower
tc filter get dev A ingress protocol ip pref 10 handle x flower
tc filter get dev A ingress protocol ip pref 10 handle 1 flower nonsense 2>&1 | head -1
tc filter get dev A ingress egress protocol ip pref 10 handle 1 flower
tc filter get dev A ingress protocol nonsense pref 10 handle 1 flower
tc filter get dev A parent 5: protocol ip pref 10 handle 1 flower
tc filter get dev B ingress protocol ip pref 10 handle 1 flower
tc filter get dev A ingress protocol ip pref 10 handle 1 nonsense
tc filter get
tc filter del dev A ingress
tc filter get dev A ingress protocol ip pref 10 handle 1 flower
