# A bucket below an emulator, and the other way round
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: netem delay 20ms
tc qdisc add dev A parent 1:1 handle 10: tbf rate 1mbit burst 32kbit latency 400ms
tc qdisc show dev A
tc class show dev A
tc qdisc del dev A parent 1:1
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root handle 1: tbf rate 1mbit burst 32kbit latency 400ms
tc qdisc add dev A parent 1:1 handle 10: netem delay 20ms
tc qdisc show dev A
tc -d qdisc show dev A
tc class show dev A
ip link set A down
tc qdisc show dev A
ip link show A
ip netns add c1
ip link set A netns c1
tc -n c1 qdisc show dev A
tc -n nope qdisc show
tc qdisc add dev lo root handle 1: netem delay 10ms
tc qdisc show dev lo
