# netem as tc shows it: delays, chances and rates, as they were rounded
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: netem delay 100ms
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 1: netem delay 100ms 10ms 25%
tc qdisc show dev A
tc -j -p qdisc show dev A
tc qdisc change dev A root netem loss 0.3% 25%
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root netem duplicate 1% 20%
tc qdisc show dev A
tc qdisc change dev A root netem delay 10ms reorder 25% 50%
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root netem delay 10ms reorder 25% gap 5
tc qdisc show dev A
tc qdisc change dev A root netem limit 50 delay 1s
tc qdisc show dev A
tc qdisc change dev A root netem delay 1500us loss 1% duplicate 2%
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root netem delay 0.5ms
tc qdisc show dev A
tc qdisc change dev A root netem rate 1mbit
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root netem
tc qdisc show dev A
tc qdisc
ip link show A
tc qdisc del dev A root
tc qdisc show dev A
