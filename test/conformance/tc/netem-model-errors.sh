# What people get wrong with netem's models
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root netem loss state
tc qdisc add dev A root netem loss state 110%
tc qdisc add dev A root netem loss state much
tc qdisc add dev A root netem loss state 10% 120%
tc qdisc add dev A root netem loss state 10% 20% 3x
tc qdisc add dev A root netem loss state 10% 20% 30% 4x
tc qdisc add dev A root netem loss state 10% 20% 30% 40% 5x
tc qdisc add dev A root netem loss state 10% 20% 30% 40% 50% 60%
tc qdisc add dev A root netem loss state 10% -20%
tc qdisc add dev A root netem loss gemodel
tc qdisc add dev A root netem loss gemodel 200%
tc qdisc add dev A root netem loss gemodel 20% 200%
tc qdisc add dev A root netem loss gemodel 20% 20% 3x
tc qdisc add dev A root netem loss gemodel 20% 20% 30% 4x
tc qdisc add dev A root netem loss bursts 20%
tc qdisc add dev A root netem loss random
tc qdisc add dev A root netem loss random 10% 2x
tc qdisc add dev A root netem loss 10% loss 20%
tc qdisc add dev A root netem loss state 1% loss 20%
tc qdisc add dev A root netem loss 0% loss 20%
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root netem ecn
tc qdisc add dev A root netem delay 10ms ecn
tc qdisc add dev A root netem loss 0% ecn
tc qdisc add dev A root netem reorder 10% ecn
tc qdisc add dev A root netem gap 5 distribution normal
tc qdisc add dev A root netem ecn distribution normal
tc qdisc add dev A root netem delay 10ms distribution normal
tc qdisc add dev A root netem delay 10ms 1ms distribution uniform
tc qdisc add dev A root netem delay 10ms 1ms distribution
tc qdisc add dev A root netem delay 10ms 1ms distribution odd
tc qdisc add dev A root netem slot
tc qdisc add dev A root netem slot fast
tc qdisc add dev A root netem slot 5x
tc qdisc add dev A root netem slot 5ms 2ms
tc qdisc add dev A root netem slot 5ms 2x
tc qdisc add dev A root netem slot 5ms 7ms packets
tc qdisc add dev A root netem slot 5ms 7ms packets some
tc qdisc add dev A root netem slot 5ms 7ms packets -2
tc qdisc add dev A root netem slot 5ms 7ms bytes
tc qdisc add dev A root netem slot 5ms 7ms bytes some
tc qdisc add dev A root netem slot 5ms 7ms bytes 10 packets 3
tc qdisc add dev A root netem slot distribution
tc qdisc add dev A root netem slot distribution odd
tc qdisc add dev A root netem slot distribution normal
tc qdisc add dev A root netem slot distribution normal 5ms
tc qdisc add dev A root netem slot distribution normal 5x 2ms
tc qdisc add dev A root netem slot distribution normal 5ms 2x
tc qdisc add dev A root netem slot distribution normal 5ms 0
tc qdisc add dev A root netem rate
tc qdisc add dev A root netem rate fast
tc qdisc add dev A root netem rate 1mbit 1x
tc qdisc add dev A root netem rate 1mbit -1x
tc qdisc add dev A root netem rate 1mbit 1 2x
tc qdisc add dev A root netem rate 1mbit 1 -2
tc qdisc add dev A root netem rate 1mbit 1 2 3x
tc qdisc add dev A root netem rate 1mbit 1 2 3 4
tc qdisc add dev A root netem duplicate 5% 2x
tc qdisc add dev A root netem help
tc qdisc add dev A root netem seed 5
tc qdisc show dev A
