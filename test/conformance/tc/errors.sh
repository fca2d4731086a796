# What people get wrong with tc
# oracle: root
ip link add A type veth peer name B
ip link set A up
tc qdisc del dev A root
tc qdisc add dev A root tbf
tc qdisc add dev A root tbf rate 1mbit
tc qdisc add dev A root tbf rate 1mbit burst 32kbit
tc qdisc add dev A root tbf rate foo burst 32kbit latency 1ms
tc qdisc add dev A root tbf speed 1
tc qdisc add dev A root teapot
tc qdisc add dev A root teapot limit 5
tc qdisc add dev nope root pfifo
tc qdisc show dev nope
tc qdisc add dev A pfifo
tc qdisc add root pfifo
tc qdisc add dev A root pfifo limit
tc qdisc add dev A root pfifo limit x
tc qdisc add dev A root pfifo foo
tc qdisc add dev A root handle zz pfifo
tc qdisc add dev A parent zz pfifo
tc qdisc add dev A parent 1:1 pfifo
tc qdisc add dev A root root pfifo
tc qdisc add dev A dev B root pfifo
tc qdisc del dev A parent 1:1
tc qdisc del dev A handle 5:
tc qdisc change dev A root pfifo limit 3
tc qdisc foo
tc qdisc show foo
tc class foo
tc class show
tc foo
tc -foo
tc qdisc add dev A root handle 1: pfifo limit 3
tc qdisc add dev A root handle 1: pfifo limit 3
tc qdisc add dev A root handle 2: pfifo limit 4
tc qdisc change dev A root handle 2: pfifo limit 4
tc qdisc change dev A root handle 1: bfifo limit 4
tc qdisc change dev A handle 1: pfifo limit 7
tc qdisc show dev A
tc -V
