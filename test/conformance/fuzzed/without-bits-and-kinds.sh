# Rules by prefixes without bits, and disciplines that are named by their number alone (found by fuzzing).
# oracle: root
ip rule show from 10.0.0.0/0
ip rule show from 10.0.0.0/8
ip rule add from 10.0.0.0/8 pref 5 lookup main
ip rule show from 10.0.0.0/0
ip rule show to 10.0.0.0/0
ip rule show from 0/0
ip rule show from all
ip rule show from 10.0.0.0/8
ip rule show from 10.0.0.0/16
ip rule show to all
ip -6 rule show from ::/0
ip -6 rule show from fd00::/0
ip rule show from 0.0.0.0
ip link add A type veth peer name B
tc qdisc replace dev A handle 1:
tc qdisc replace dev A root handle 1:
tc qdisc add dev A root handle 1: htb
tc qdisc replace dev A handle 1:
tc qdisc replace dev A root handle 1:
tc qdisc replace dev A handle 2:
tc qdisc change dev A handle 1:
tc qdisc add dev A handle 1:
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root handle 1: pfifo
tc qdisc replace dev A handle 1:
tc qdisc replace dev A root handle 1:
tc qdisc add dev A root handle 1: tbf rate 1mbit burst 10k latency 50ms
tc qdisc replace dev A handle 1:
tc qdisc del dev A root
tc qdisc replace dev A root handle 1: tbf rate 1mbit burst 10k latency 50ms
tc qdisc replace dev A handle 1:
tc qdisc replace dev A root
tc qdisc show dev A
tc qdisc replace dev A root handle 0:
tc qdisc change dev A root
tc qdisc replace dev A root nosuch
tc qdisc change dev A root nosuch
tc qdisc replace dev A parent 1:
tc qdisc add dev A clsact
tc qdisc replace dev A ingress
tc qdisc replace dev A handle ffff:
tc qdisc change dev A handle ffff:
tc qdisc add dev A handle ffff:
tc qdisc add dev B root handle 1: htb
tc class add dev B parent 1: classid 1:1 htb rate 1mbit
tc qdisc replace dev B parent 1:1 handle 11: pfifo limit 7
tc qdisc replace dev B parent 1:1 handle 11:
tc qdisc replace dev B handle 11:
tc qdisc replace dev B parent 1:2 handle 11:
tc qdisc show dev B
ip link del A
