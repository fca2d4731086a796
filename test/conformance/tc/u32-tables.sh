# Hash tables of u32: made, filled, linked and looked up in
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
ip -n c1 addr add 10.0.0.34/24 dev B
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip neigh add 10.0.0.34 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev A root handle 1: prio
tc filter add dev A parent 1: prio 5 protocol ip u32
tc filter show dev A
tc filter add dev A parent 1: prio 5 handle 2: protocol ip u32 divisor 256
tc filter show dev A
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 2:2: match ip dst 10.0.0.2 flowid 1:1
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 2:22: match ip dst 10.0.0.34 flowid 1:2
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 2:22: match ip dst 10.0.0.35 flowid 1:3
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 800:: match ip dst 10.0.0.0/24 hashkey mask 0x000000ff at 16 link 2:
tc filter show dev A
tc -j filter show dev A
ping -q -c 2 -i 0.2 10.0.0.2
ping -q -c 3 -i 0.2 10.0.0.34
tc -s filter show dev A
tc -s class show dev A
tc filter add dev A parent 1: prio 5 handle 3: protocol ip u32 divisor 1
tc filter add dev A parent 1: prio 5 handle ::7 protocol ip u32 ht 3: match u8 1 ff at 0 order 7 flowid 1:3
tc filter add dev A parent 1: prio 5 handle 3::4 protocol ip u32 ht 3: match u16 0x0800 0xffff at 0 flowid 1:3
tc filter add dev A parent 1: prio 5 protocol ip u32 ht 800:: match ip protocol 1 0xff link 3: offset at 0 mask 0f00 shift 6 plus 0 eat
tc filter show dev A
tc filter del dev A parent 1: prio 5 handle 2: u32
tc filter del dev A parent 1: prio 5 handle 800::800 u32
tc filter del dev A parent 1: prio 5 handle 2: u32
tc filter del dev A parent 1: prio 5 handle 800: u32
tc filter show dev A
ping -q -c 2 -i 0.2 10.0.0.34
tc -s class show dev A | grep Sent
tc filter del dev A parent 1: prio 5 handle 3::4 u32
tc filter del dev A parent 1: prio 5 handle 3::5 u32
tc filter show dev A
tc filter add dev A parent 1: prio 9 protocol ip u32 divisor 16
tc filter show dev A
tc filter del dev A parent 1: prio 9
tc filter del dev A parent 1: prio 5
tc filter show dev A
