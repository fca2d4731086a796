# The place where packets come in: ingress and clsact
# oracle: root
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A ingress
tc qdisc show dev A
tc qdisc add dev A clsact
tc qdisc add dev A ingress
tc qdisc replace dev A ingress
tc qdisc replace dev A clsact
tc -s qdisc show dev A ingress
tc qdisc show dev A root
tc qdisc show ingress
tc -j qdisc show dev A
tc qdisc del dev A clsact
tc qdisc del dev A ingress
tc qdisc del dev A ingress
tc qdisc del dev A parent ffff:
tc qdisc add dev A handle ffff: ingress
tc qdisc show dev A
tc qdisc del dev A parent ffff:
tc qdisc show dev A
tc qdisc add dev A clsact
tc qdisc del dev A parent ffff:fff1
tc qdisc add dev A root clsact
tc qdisc add dev A parent ffff:fff1 ingress
tc qdisc add dev A ingress foo
tc qdisc show dev A clsact root
tc qdisc add dev A clsact
ip netns add b
ip link set A netns b
ip netns exec b tc qdisc show
