# A handle is read behind `ingress` as before it, and passed over
# oracle: root
ip link add v0 type veth peer name v1
tc qdisc add dev v0 ingress handle ffff:
tc qdisc show dev v0
tc qdisc add dev v0 ingress handle ffff:
tc qdisc del dev v0 ingress handle
tc qdisc del dev v0 ingress handle 7: handle what
tc qdisc show dev v0
tc qdisc add dev v0 handle ffff: ingress handle
tc qdisc add dev v0 ingress what
tc qdisc add dev v0 ingress handle 1: limit 7
tc qdisc add dev v0 clsact handle ffff:
tc qdisc add dev v0 root pfifo handle 7:
tc qdisc show dev v0
