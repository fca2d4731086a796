# A number that no device has is the kernel's to refuse, and what is to be shown of it is nothing.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 index 57 address 02:00:00:00:00:01 type veth peer name v1 index 58 address 02:00:00:00:00:02
tc qdisc add dev if99 root pfifo
tc qdisc del dev if99 root
tc qdisc show dev if99
tc class add dev if99 parent 1: classid 1:1 htb rate 1mbit
tc class show dev if99
tc class del dev if99 classid 1:1
tc filter add dev if99 protocol ip parent 1: prio 1 u32 match ip dst 10.0.0.2/32 flowid 1:10
tc filter show dev if99
tc filter del dev if99 parent 1:
tc filter get dev if99 parent 1: handle 800::800 prio 1 protocol ip u32
tc qdisc add dev if57 root handle 1: htb
tc class add dev if57 parent 1: classid 1:1 htb rate 1mbit
tc filter add dev if57x protocol ip parent 1: prio 1 u32 match ip dst 10.0.0.2/32 flowid 1:1
tc qdisc show dev v0
tc class show dev if57
tc filter show dev v0
tc filter get dev if57 parent 1: handle 800::800 prio 1 protocol ip u32
tc qdisc add dev nosuch root pfifo
tc filter show dev nosuch
tc class show dev nosuch
