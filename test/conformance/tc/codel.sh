# codel: its options, what it counts, and what is refused
# oracle: vm
ip link add A type veth peer name B
sysctl -q -w net.ipv6.conf.A.disable_ipv6=1
sysctl -q -w net.ipv6.conf.B.disable_ipv6=1
ip link set A up
tc qdisc add dev A root handle 1: codel
tc qdisc show dev A
tc -s -d qdisc show dev A
tc -s -j qdisc show dev A
tc qdisc change dev A root handle 1: codel limit 100 target 10ms interval 50ms ecn
tc qdisc show dev A
tc qdisc change dev A root handle 1: codel ce_threshold 2ms noecn
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 1: codel limit 0 target 0
tc qdisc show dev A
tc qdisc change dev A root handle 1: codel target 3us interval 1us
tc qdisc show dev A
tc qdisc add dev A parent 1: handle 2: pfifo
tc qdisc add dev A parent 1:1 handle 2: pfifo
tc class show dev A
tc filter add dev A parent 1: matchall
tc qdisc del dev A root
tc qdisc add dev A root codel limit x
tc qdisc add dev A root codel target
tc qdisc add dev A root codel target x
tc qdisc add dev A root codel interval x
tc qdisc add dev A root codel ce_threshold x
tc qdisc replace dev A root codel
tc qdisc show dev A | cut -d: -f2
tc qdisc replace dev A root handle 5: tbf rate 1mbit burst 2000 limit 30000
tc qdisc add dev A parent 5:1 handle 6: codel limit 20
tc qdisc show dev A
tc qdisc del dev A root
