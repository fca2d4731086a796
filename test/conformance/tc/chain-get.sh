# tc chain get: one chain
# oracle: vm
ip link add A type veth peer name B
tc qdisc add dev A clsact
tc chain get
tc chain get dev A
tc chain get dev A ingress
tc chain add dev A ingress
tc chain add dev A ingress chain 1
tc chain get dev A ingress
tc -j chain get dev A ingress
tc chain get dev A ingress chain 1
tc -j chain get dev A ingress chain 1
tc -j -p chain get dev A ingress chain 1
tc chain get dev A ingress chain 2
tc chain get dev A egress chain 1
tc chain get dev A ingress chain x
tc chain get dev A ingress chain 268435456
tc chain get dev nosuch0 ingress
tc chain get ingress
tc chain get dev A parent 1:
tc chain get dev A foo
tc chain get help
tc filter add dev A ingress chain 5 pref 1 matchall action drop
tc chain get dev A ingress chain 5
tc chain get dev A parent ffff: chain 5
tc chain get dev A ingress chain 5 pref 1
tc qdisc del dev A clsact
tc chain get dev A ingress chain 5
