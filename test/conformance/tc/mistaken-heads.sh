# What tc says of parents, handles, chains, blocks and names that are none.
# oracle: root
ip link add A type veth peer name B
ip link add br1 type bridge
tc filter show parent 0.0.0.0
tc filter show dev A parent foo
tc filter add dev A parent foo
tc filter show dev A pref foo
tc filter add dev A pref foo
tc filter show dev A prio 99999999
tc filter add dev A prio 99999999
tc filter show dev A chain foo
tc filter show block foo
tc filter show block 0
tc filter show block 1
tc filter show dev A block 1
tc filter show block 1 dev A
tc filter add block foo
tc filter show dev A ingress egress
tc qdisc del an-interface-name-too-long dev root
tc qdisc add dev lo root an-interface-name-too-long
tc class add dev lo an-interface-name-too-long foo
tc filter add dev lo parent 1: protocol ip an-interface-name-too-long foo
tc qdisc del dev br1 ingress
tc qdisc link dev br1 clsact
tc qdisc del dev br1 ingress
tc qdisc del dev br1 parent ffff:fff1
tc qdisc add dev A parent ffff:fff1 nosuch
tc qdisc del dev A clsact
