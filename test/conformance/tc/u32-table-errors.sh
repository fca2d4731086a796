# What people get wrong with hash tables of u32
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A root handle 1: prio
tc filter add dev A parent 1: prio 5 handle 2: protocol ip u32 divisor 16
tc filter add dev A parent 1: prio 5 handle 2: protocol ip u32 divisor 16
tc filter replace dev A parent 1: prio 5 handle 2: protocol ip u32 divisor 16
tc filter add dev A parent 1: prio 5 handle 3: protocol ip u32 divisor
tc filter add dev A parent 1: prio 5 handle 3: protocol ip u32 divisor 0
tc filter add dev A parent 1: prio 5 handle 3: protocol ip u32 divisor 3
tc filter add dev A parent 1: prio 5 handle 3: protocol ip u32 divisor 512
tc filter add dev A parent 1: prio 5 handle 3: protocol ip u32 divisor x
tc filter add dev A parent 1: prio 5 handle 3::1 protocol ip u32 divisor 16
tc filter add dev A parent 1: prio 5 handle zz protocol ip u32 divisor 16
tc filter add dev A parent 1: prio 5 handle 3 protocol ip u32 divisor 16
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 4: match u32 0 0 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 2:10: match u32 0 0 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 2:f: match u32 0 0 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 2:f:1 match u32 0 0 flowid 1:1
tc filter add dev A parent 1: prio 5 handle ::1 protocol ip u32 ht 2:f:1 match u32 0 0 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 ht zz match u32 0 0 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 ht
tc filter add dev A parent 1: prio 5 handle 3::4 protocol ip u32 ht 2: match u32 0 0 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 2:
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 4:
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 800:
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2::1
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link zz
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2: hashkey mask zz
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2: hashkey mask ff at 3
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2: hashkey at x
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2: offset at 3
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2: offset at x
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2: offset mask zz
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2: offset shift x
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 link 2: offset plus x
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 order x
tc filter add dev A parent 1: prio 5 handle ::4 protocol ip u32 match u32 0 0 order 5 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 order 5 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 match u32 0 0 order 5 flowid 1:1
tc filter show dev A
tc filter del dev A parent 1: prio 5 handle 7: u32
tc filter del dev A parent 1: prio 5 handle 2:3:4 u32
tc filter del dev A parent 1: prio 5 handle 2:f:800 u32
tc filter show dev A
