# Mistakes with ets, its classes, mq and multiq
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: ets
tc qdisc add dev A root handle 1: ets bands
tc qdisc add dev A root handle 1: ets bands x
tc qdisc add dev A root handle 1: ets bands 0
tc qdisc add dev A root handle 1: ets bands 17
tc qdisc add dev A root handle 1: ets bands 3 bands 4
tc qdisc add dev A root handle 1: ets strict x
tc qdisc add dev A root handle 1: ets strict 17
tc qdisc add dev A root handle 1: ets strict 2 strict 3
tc qdisc add dev A root handle 1: ets bands 3 strict 4
tc qdisc add dev A root handle 1: ets bands 3 quanta
tc qdisc add dev A root handle 1: ets bands 3 quanta x
tc qdisc add dev A root handle 1: ets bands 3 quanta 0
tc qdisc add dev A root handle 1: ets bands 3 quanta 5 quanta 6
tc qdisc add dev A root handle 1: ets bands 3 quanta 5 6 7 8
tc qdisc add dev A root handle 1: ets bands 3 priomap
tc qdisc add dev A root handle 1: ets bands 3 priomap x
tc qdisc add dev A root handle 1: ets bands 3 priomap 3
tc qdisc add dev A root handle 1: ets bands 3 priomap 0 1 priomap 1
tc qdisc add dev A root handle 1: ets bands 3 priomap 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0
tc qdisc add dev A root handle 1: ets bands 3 7
tc qdisc add dev A root handle 1: ets foo
tc qdisc add dev A root handle 1: ets help
tc qdisc show dev A
tc qdisc add dev A root handle 1: ets strict 2 quanta 2000
tc qdisc add dev A root handle 1: ets strict 2
tc qdisc change dev A root handle 2: ets strict 2
tc class add dev A classid 1:2 ets quantum 500
tc class add dev A classid 1:7 ets quantum 500
tc class replace dev A classid 1:7 ets quantum 500
tc class change dev A classid 1:7 ets quantum 500
tc class change dev A classid 1:1 ets quantum 500
tc class change dev A classid 1:3 ets quantum
tc class change dev A classid 1:3 ets quantum x
tc class change dev A classid 1:3 ets quantum 0
tc class change dev A classid 1:3 ets quantum 5 quantum 6
tc class change dev A classid 1:3 ets foo
tc class change dev A classid 1:3 ets help
tc class change dev A classid 1:3
tc class change dev A classid 2:3 ets quantum 500
tc class del dev A classid 1:3
tc class del dev A classid 1:7
tc class show dev A
tc qdisc add dev A parent 1:7 handle 7: pfifo
tc qdisc del dev A parent 1:3
tc filter add dev A parent 1:1 protocol ip pref 1 matchall classid 1:1
tc filter add dev A parent 1:9 protocol ip pref 1 matchall classid 1:1
tc qdisc del dev A root
tc qdisc add dev A root mq foo
tc qdisc add dev A root mq help
tc qdisc add dev A root multiq foo
tc qdisc add dev A root multiq help
ip link add E type dummy
ip link set E up
tc qdisc add dev E root mq
tc qdisc add dev E root multiq
tc qdisc add dev E root handle 1: prio
tc qdisc add dev E parent 1:1 handle 11: mq
tc class add dev E parent 1: classid 1:2 htb rate 1mbit
tc class change dev E classid 1:2 htb rate 1mbit
tc class change dev E classid 1:9 htb rate 1mbit
tc qdisc show dev E
