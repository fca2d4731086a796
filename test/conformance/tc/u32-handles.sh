# How handles of u32 are written, which table they must be of, and what stays when a node is replaced
# oracle: root
ip link add e0 type veth peer name e1
tc qdisc add dev e0 root handle 1: htb
tc filter add dev e0 parent 1: prio 5 handle ffe protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle 1000: protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle x: protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle 800:100:1 protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle 800:ff:1000 protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle 800:x protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle '' protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle ffe: protocol ip u32 match u32 0 0 flowid 1:1
tc filter show dev e0
tc filter add dev e0 parent 1: prio 5 handle 800::1 protocol ip u32 match u32 1 1 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle ffe:2:3 protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle ::3 protocol ip u32 match u32 2 2 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle 0:0:5 protocol ip u32 match u32 3 3 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle 0x80000007 protocol ip u32 match u32 4 4 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle 800: protocol ip u32 match u32 0 0 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle : protocol ip u32 match u32 5 5 flowid 1:1
tc filter add dev e0 parent 1: prio 5 handle 1:2:3:4 protocol ip u32 match u32 0 0 flowid 1:1
tc filter show dev e0
tc filter del dev e0 parent 1: prio 5 handle 800::3 protocol ip u32
tc filter del dev e0 parent 1: prio 5 handle ::5 protocol ip u32
tc filter del dev e0 parent 1: prio 5 handle 801::1 protocol ip u32
tc filter show dev e0
tc filter del dev e0 parent 1: prio 5 handle 800: protocol ip u32
tc filter del dev e0 parent 1: prio 5 handle 800::900 protocol ip u32
tc filter replace dev e0 parent 1: prio 5 handle 800::1 protocol ip u32 match u32 9 9 flowid 1:1
tc filter show dev e0
tc filter change dev e0 parent 1: prio 5 handle 800::5 protocol ip u32 flowid 1:7
tc filter change dev e0 parent 1: prio 5 handle 800::6 protocol ip u32 flowid 1:7
tc filter replace dev e0 parent 1: prio 5 handle 800::6 protocol ip u32 match ip dst 10.0.0.1 flowid 1:7
tc filter show dev e0
ip link del e0
