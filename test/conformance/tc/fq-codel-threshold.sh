# fq_codel with a threshold for marks
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: fq_codel ce_threshold 2ms
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 1: fq_codel target 7ms
tc qdisc show dev A
tc qdisc change dev A root handle 1: fq_codel ce_threshold 0
tc qdisc show dev A
tc qdisc replace dev A root handle 1: fq_codel ce_threshold 1us noecn
tc -s qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root fq_codel ce_threshold
tc qdisc add dev A root fq_codel ce_threshold late
tc qdisc add dev A root fq_codel ce_threshold -1ms limit x
tc qdisc show dev A
