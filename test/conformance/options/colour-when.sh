# `-color=WHEN`: always where nothing is said behind the sign, and another word makes it no option.
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
tc qdisc add dev v0 root handle 1: pfifo
ip -c= link show v0
ip -c=neevr link show v0
ip -col=x link show v0
ip -com link show v0
ip -color=auto -br link show v0
bridge -c=neevr link
bridge -c=always link show dev nosuch0
bridge -c= vlan show dev nosuch0
bridge -com=x link
tc -c=neevr qdisc show dev v0
tc -c= qdisc show dev v0
tc -c= qdisc show
tc -color=always qdisc show
tc -col qdisc show
tc -color=never qdisc show
tc -color=auto qdisc show
tc -j -color=always qdisc show dev v0
tc -co qdisc show
