# u32: any address at all is a selector, for IPv6 one without a key; where addresses are looked for
# oracle: root
ip link add v0 type veth peer name p0
tc qdisc add dev v0 root handle 1: htb
tc class add dev v0 parent 1: classid 1:1 htb rate 1mbit
tc filter add dev v0 parent 1: protocol ipv6 prio 1 u32 match ip6 dst any flowid 1:1
tc filter add dev v0 parent 1: protocol ipv6 prio 1 u32 match ip6 src all flowid 1:1
tc filter add dev v0 parent 1: protocol ipv6 prio 1 u32 match ip6 dst ::/0 flowid 1:1
tc filter add dev v0 parent 1: protocol ipv6 prio 1 u32 match ip6 dst default match ip6 protocol 6 0xff flowid 1:1
tc filter add dev v0 parent 1: protocol ipv6 prio 1 u32 flowid 1:1
tc filter add dev v0 parent 1: protocol ip prio 2 u32 match ip dst any flowid 1:1
tc filter add dev v0 parent 1: protocol ip prio 2 u32 match ip src 10.0.0.0/8 at 16 flowid 1:1
tc filter add dev v0 parent 1: protocol ip prio 2 u32 match ip src any at x flowid 1:1
tc filter add dev v0 parent 1: protocol ip prio 2 u32 match ip src any at
tc filter add dev v0 parent 1: protocol ipv6 prio 1 u32 match ip6 dst fd00::/16 at 0 flowid 1:1
tc filter add dev v0 parent 1: protocol ipv6 prio 1 u32 match ip6 dst 10.0.0.0/8 flowid 1:1
tc filter add dev v0 parent 1: protocol ipv6 prio 1 u32 match ip6 dst
tc filter show dev v0
tc filter change dev v0 parent 1: protocol ipv6 prio 1 handle 800::800 u32 match ip6 dst any flowid 1:1
tc filter del dev v0 parent 1: protocol ipv6 prio 1 handle 800::800 u32
tc filter show dev v0 protocol ipv6
ip link del v0
