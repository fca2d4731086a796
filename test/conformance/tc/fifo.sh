# Plain queues
# oracle: root
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: pfifo limit 10
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 1: pfifo limit 3
tc qdisc show dev A
tc qdisc replace dev A root handle 2: bfifo limit 10kb
tc qdisc show dev A
tc qdisc replace dev A root handle 3: pfifo
tc qdisc show dev A
tc qdisc replace dev A root handle 4: bfifo
tc qdisc show dev A
tc qdisc replace dev A root handle 5: pfifo_fast
tc qdisc show dev A
tc -s qdisc show dev A
tc class show dev A
ip link show A
tc qdisc replace dev A root handle 6: noqueue
tc qdisc del dev A root
tc qdisc show dev A
tc qdisc
tc -j qdisc
