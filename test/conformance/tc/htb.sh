# Classes of htb: rates, inner classes and leaves, what hangs below them, and what is refused
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: htb default 30 r2q 5
tc class add dev A parent 1: classid 1:1 htb rate 10mbit burst 15k quantum 1500
tc class add dev A parent 1:1 classid 1:10 htb rate 5mbit ceil 10mbit burst 15k prio 1
tc class add dev A parent 1:1 classid 1:20 htb rate 3mbit ceil 6mbit quantum 3000
tc class add dev A parent 1:1 classid 1:30 htb rate 1kbit ceil 1gbit mpu 64 overhead 4 prio 9 quantum 1500
tc qdisc show dev A
tc -d class show dev A
tc class change dev A classid 1:20 htb rate 4mbit
tc class change dev A parent 1:1 classid 1:10 htb rate 6mbit ceil 7mbit cburst 9k
tc qdisc add dev A parent 1:10 handle 10: sfq perturb 10
tc qdisc add dev A parent 1:20 handle 20: fq_codel
tc qdisc add dev A parent 1:30 handle 30: pfifo limit 5
tc class show dev A
tc class show dev A classid 1:20
tc class show dev A qdisc 1:
tc -d qdisc show dev A
# A leaf that gets classes below it loses what hung there.
tc class add dev A parent 1:10 classid 1:11 htb rate 1mbit
tc class show dev A
tc qdisc add dev A parent 1:10 handle 12: pfifo
tc class del dev A classid 1:10
tc class del dev A classid 1:11
tc class del dev A classid 1:20
tc class show dev A
tc qdisc show dev A
# What is refused.
tc class add dev A parent 1:1 classid 1:30 htb rate 1mbit
tc class change dev A classid 1:77 htb rate 1mbit
tc class del dev A classid 1:77
tc class del dev A classid 1:1
tc class add dev A parent 1:1 classid 1:40 htb
tc class add dev A parent 1:1 classid 1:40 htb rate 0
tc class add dev A parent 2:1 classid 1:40 htb rate 1mbit
tc class add dev A parent 3: classid 3:40 htb rate 1mbit
tc class add dev A parent 1: htb rate 1mbit
tc class add dev A parent 1: classid 1:40
tc class add dev A parent 1: classid 1:40 prio
tc class add dev A parent 1: handle 1:40 htb rate 1mbit
tc class add dev A parent 1: classid x htb rate 1mbit
tc class add dev Z parent 1: classid 1:40 htb rate 1mbit
tc class add parent 1: classid 1:40 htb rate 1mbit
tc qdisc add dev A parent 1:60 handle 60: pfifo
tc qdisc change dev A root handle 1: htb default 20
tc class show dev Z
tc class foo
tc qdisc del dev A root
tc class show dev A
