# What goes along with packets, written by filters: priorities, marks, queues, whose a packet is
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev A clsact
tc qdisc add dev A root handle 1: prio bands 4
tc qdisc add dev A parent 1:1 handle 11: pfifo
tc qdisc add dev A parent 1:2 handle 12: pfifo
tc qdisc add dev A parent 1:3 handle 13: pfifo
tc qdisc add dev A parent 1:4 handle 14: pfifo
tc filter add dev A egress protocol ip pref 1 matchall action skbedit priority 1:4
tc filter show dev A egress
tc -j filter show dev A egress
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s qdisc show dev A | grep -A 1 pfifo
tc filter replace dev A egress protocol ip pref 1 handle 1 matchall action skbedit priority 6
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action skbedit priority 6 pipe action skbedit mark 7/0xf action skbedit priority 1:9 mark 0x10/0xf0
tc filter show dev A egress
tc -j filter show dev A egress
tc -s -j filter show dev A egress | sed 's/"[a-z_]*":[0-9]*,"bytes/"bytes/'
tc filter add dev A parent 1: protocol ip pref 1 handle 0x17 fw classid 1:3
tc filter add dev A parent 1: protocol ip pref 1 handle 0x18 fw classid 1:2
tc filter show dev A parent 1:
tc -j filter show dev A parent 1:
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s qdisc show dev A | grep -A 1 pfifo
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action skbedit priority 6 action skbedit mark 0x17 pass
ping -c 1 -W 0.3 10.0.0.2
tc filter replace dev A parent 1: protocol ip pref 1 handle 0x17 fw classid 1:1 action pass
tc filter show dev A parent 1:
ping -c 1 -W 0.3 10.0.0.2
tc -s qdisc show dev A | grep -A 1 pfifo
tc -s filter show dev A egress | grep Sent
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action skbedit queue_mapping 0 action skbedit ptype host inheritdsfield priority none index 40
tc filter show dev A egress
tc -j filter show dev A egress
tc actions ls action skbedit
ping -Q 0x10 -c 1 -W 0.3 10.0.0.2
tc -s qdisc show dev A | grep -A 1 pfifo
# Whose a packet is
ip -n c1 neigh replace 10.0.0.1 lladdr 02:00:00:00:00:99 dev B nud permanent
ping -c 1 -W 0.3 10.0.0.2
tc filter add dev A ingress protocol ip pref 1 matchall action skbedit ptype host
ping -c 1 -W 0.3 10.0.0.2
tc filter replace dev A ingress protocol ip pref 2 matchall action skbedit ptype otherhost index 9
tc filter del dev A ingress pref 1
ip -n c1 neigh replace 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
ping -c 1 -W 0.3 10.0.0.2
tc filter show dev A ingress
