# Chains of filters, actions that lead from one to another, jumps in lists of them, and those that take turns
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
tc chain show dev A ingress
tc filter add dev A ingress chain 20 protocol ip pref 2 flower dst_ip 10.0.0.1 action drop
tc filter add dev A ingress protocol ip pref 1 flower action goto chain 10
tc filter add dev A ingress chain 10 protocol ip pref 3 handle 5 flower ip_proto icmp action goto chain 20
tc filter show dev A ingress
tc -j filter show dev A ingress
tc filter show dev A ingress chain 10
tc -j filter show dev A ingress chain 10
tc filter show dev A ingress chain 11
tc chain show dev A ingress
tc -j chain show dev A ingress
tc chain show dev A ingress chain 10
tc chain show dev A egress
tc filter get dev A ingress chain 10 protocol ip pref 3 handle 5 flower
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s filter show dev A ingress | grep Sent
tc filter del dev A ingress chain 20
ping -c 1 -W 0.3 10.0.0.2
tc chain show dev A ingress
tc chain add dev A ingress chain 20
tc chain show dev A ingress
tc chain add dev A ingress chain 20
tc chain add dev A ingress chain 30
tc chain add dev A ingress
tc chain show dev A ingress
tc filter add dev A ingress chain 30 protocol all pref 4 matchall action pass
tc filter del dev A ingress chain 30 pref 4
tc chain show dev A ingress
tc filter add dev A ingress chain 30 protocol all pref 4 matchall action reclassify
tc filter show dev A ingress chain 30
tc chain del dev A ingress chain 30
tc chain del dev A ingress chain 30
tc filter show dev A ingress chain 30
tc chain del dev A ingress chain 10
tc filter show dev A ingress
tc chain show dev A ingress
tc filter del dev A ingress
tc chain show dev A ingress
tc chain del dev A ingress chain 20
tc chain show dev A ingress
# Jumps, and decisions
tc filter add dev A egress protocol ip pref 1 matchall action gact jump 2 action drop action pass
tc filter show dev A egress
tc -j filter show dev A egress
ping -c 1 -W 0.3 10.0.0.2
tc -s filter show dev A egress | grep Sent
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action gact jump 9 action drop
tc filter add dev A egress protocol arp pref 2 matchall action tra
ping -c 1 -W 0.3 10.0.0.2
tc -s filter show dev A egress | grep Sent
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action pass random determ drop 3 index 7
tc filter show dev A egress
tc -j filter show dev A egress
ping -c 6 -i 0.2 -W 0.3 10.0.0.2 | sed -E 's/time.*//'
tc -s filter show dev A egress | grep Sent
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action drop random netrand pass 1
tc filter show dev A egress
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s filter show dev A egress | grep Sent
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action pass random netrand drop 0
tc filter show dev A egress
ping -c 1 -W 0.3 10.0.0.2
tc filter del dev A egress
# Round and round
tc filter add dev A egress chain 5 protocol ip pref 1 matchall action goto chain 5
tc filter add dev A egress protocol ip pref 1 matchall action goto chain 5
ping -c 1 -W 0.3 10.0.0.2
tc -s filter show dev A egress | grep Sent
tc filter del dev A egress chain 5
ping -c 1 -W 0.3 10.0.0.2
tc qdisc del dev A clsact
tc qdisc add dev A clsact
tc chain show dev A egress
tc qdisc add dev A root handle 1: prio
tc filter add dev A parent 1: protocol ip pref 1 matchall action goto chain 7
tc filter add dev A parent 1: chain 7 protocol ip pref 1 matchall classid 1:3
tc filter show dev A parent 1:
tc filter show dev A
tc chain show dev A parent 1:
tc chain show dev A
tc qdisc del dev A root
tc chain show dev A parent 1:
