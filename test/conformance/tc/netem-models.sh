# Models of loss, slots, tables and rates with cells, as netem shows them
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: netem loss state 10%
tc qdisc show dev A
tc qdisc change dev A root handle 1: netem loss state 1% 10% 70% 0.1% 5%
tc -j qdisc show dev A
tc qdisc show dev A
tc qdisc change dev A root handle 1: netem loss gemodel 2%
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 1: netem loss gemodel 2% 30% 25% 1% ecn
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 1: netem delay 3ms
tc qdisc show dev A
tc qdisc replace dev A root handle 1: netem dro ran 12.5% 30% ecn
tc qdisc show dev A
tc -p -j qdisc show dev A
tc qdisc change dev A root handle 1: netem dupl 5% 10% la 10ms 2ms 30%
tc -j qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root handle 1: netem dup 5% 10%
tc -j qdisc show dev A
tc qdisc add dev A root handle 2: netem rate 1mbit 20 100 5
tc qdisc replace dev A root handle 2: netem rate 1mbit 20 100 5
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 2: netem rate 5mbit -14
tc qdisc show dev A
tc qdisc change dev A root handle 2: netem rate 10gbit 0 53 -5
tc qdisc show dev A
tc qdisc change dev A root handle 2: netem rate 100gbit
tc qdisc show dev A
tc qdisc change dev A root handle 2: netem ra 1kbit
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root handle 3: netem slot 800us
tc qdisc show dev A
tc qdisc change dev A root handle 3: netem slot 800us 1.5ms packets 7 bytes 3000
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 3: netem slot distribution pareto 10ms 4ms by 10k
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc change dev A root handle 3: netem slot 5
tc qdisc show dev A
tc qdisc change dev A root handle 3: netem slot 0
tc qdisc show dev A
tc qdisc change dev A root handle 3: netem delay 10ms 2ms distribution pareto
tc qdisc change dev A root handle 3: netem delay 10ms 2ms distribution paretonormal slot 1ms
tc qdisc show dev A
tc qdisc change dev A root handle 3: netem dist normal del 1ms 1ms lim 30
tc qdisc show dev A
tc qdisc change dev A root handle 3: netem d 2ms r 10% g 5 c 1% 2%
tc qdisc show dev A
