# What people get wrong with netem
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root netem delay
tc qdisc add dev A root netem delay foo
tc qdisc add dev A root netem loss 200%
tc qdisc add dev A root netem loss foo
tc qdisc add dev A root netem loss -1%
tc qdisc add dev A root netem delay 10ms 5ms 200%
tc qdisc add dev A root netem reorder 25%
tc qdisc add dev A root netem speed 5
tc qdisc add dev A netem delay 10ms
tc qdisc add dev nope root netem delay 10ms
tc qdisc change dev A root netem delay 10ms
tc qdisc show dev A
tc qdisc add dev A root handle 1: netem delay 10ms
tc qdisc add dev A root netem delay 10ms
tc qdisc add dev A root handle 2: netem delay 10ms
tc qdisc change dev A root handle 5: netem delay 20ms
tc qdisc change dev A root handle 1: netem delay 20ms
tc qdisc show dev A
tc qdisc del dev A root tbf
tc qdisc del dev A root handle 7:
tc qdisc del dev A root netem
tc qdisc del dev A root
