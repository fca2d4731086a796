# Mistakes with chains
# oracle: vm
ip link add A type veth peer name B
tc chain
tc chain show
tc chain help
tc chain foo
tc chain add
tc chain add dev
tc chain add dev nosuch0 ingress chain 5
tc chain add dev A ingress chain 5
tc chain del dev A ingress chain 5
tc chain show dev A ingress
tc qdisc add dev A clsact
tc chain add dev A ingress chain
tc chain add dev A ingress chain x
tc chain add dev A ingress chain 5 chain 6
tc chain add dev A ingress chain 268435456
tc chain add dev A ingress chain 268435455
tc chain del dev A ingress chain 268435456
tc chain del dev A ingress chain 5
tc chain add dev A parent 1: chain 5
tc chain add dev A root chain 5
tc chain add dev A ingress egress
tc chain del dev A
tc chain show dev nosuch0
tc chain show dev A foo
tc chain show dev A chain x
tc filter add dev A ingress chain x matchall action drop
tc filter add dev A ingress chain 5 chain 6 matchall action drop
tc filter add dev A ingress chain 268435456 matchall action drop
tc filter add dev A ingress chain 7 pref 1 matchall
tc chain show dev A ingress
tc filter change dev A ingress chain 8 pref 1 matchall action drop
tc filter del dev A ingress chain 8 pref 1
tc filter del dev A ingress chain 8
tc filter get dev A ingress chain 8 protocol ip pref 1 handle 1 flower
tc chain add dev A ingress chain 8
tc filter change dev A ingress chain 8 pref 1 matchall action drop
tc filter del dev A ingress chain 8 pref 1
tc filter del dev A ingress chain 8 protocol ip
tc filter get dev A ingress chain 8 protocol ip pref 1 handle 1 flower
tc filter add dev A ingress chain 8 protocol ip pref 1 flower action goto chain 8
tc filter add dev A ingress chain 9 protocol ip pref 1 flower action goto chain 8
tc filter add dev A ingress chain 8 protocol ip pref 1 flower action drop
tc filter show dev A ingress
tc chain show dev A ingress
