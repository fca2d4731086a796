# fq_codel, fq and sfq: their options, and what is refused
# oracle: vm
ip link add A type veth peer name B
sysctl -q -w net.ipv6.conf.A.disable_ipv6=1
ip link set A up
tc qdisc add dev A root handle 1: fq_codel
tc qdisc show dev A
tc -s -d qdisc show dev A
tc -s -j qdisc show dev A
tc qdisc change dev A root handle 1: fq_codel limit 100 target 10ms interval 50ms quantum 100 noecn memory_limit 1mb drop_batch 8
tc qdisc show dev A
tc qdisc change dev A root handle 1: fq_codel flows 64
tc qdisc add dev A parent 1: handle 2: pfifo
tc qdisc replace dev A root handle 3: fq_codel flows 64 ecn
tc qdisc show dev A
tc qdisc replace dev A root handle 4: fq
tc -s qdisc show dev A
tc -s -j qdisc show dev A
tc qdisc change dev A root handle 4: fq limit 0 maxrate 10mbit buckets 100 nopacing refill_delay 10ms timer_slack 1us horizon 1s horizon_cap
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc replace dev A root handle 5: sfq perturb 10
tc -d qdisc show dev A
tc qdisc change dev A root handle 5: sfq limit 50
tc qdisc replace dev A root handle 6: sfq limit 1000 quantum 3000 divisor 256 flows 10 depth 20 headdrop
tc -d qdisc show dev A
tc -j qdisc show dev A
tc class show dev A
tc qdisc replace dev A root handle 7: pfifo_head_drop limit 3
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root fq_codel flows x
tc qdisc add dev A root fq_codel limit
tc qdisc add dev A root fq quantum 0
tc qdisc add dev A root fq timer_slack x
tc qdisc add dev A root sfq limit 1
tc qdisc add dev A root sfq divisor 100
tc qdisc add dev A root sfq perturb x
tc qdisc show dev A
