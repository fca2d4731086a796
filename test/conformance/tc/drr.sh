# Deficit round robin with its classes
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
ip -n c1 addr add 10.0.0.3/24 dev B
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev A root handle 1: drr
tc qdisc show dev A
tc -j qdisc show dev A
tc class add dev A parent 1: classid 1:1 drr
tc class add dev A parent 1: classid 1:2 drr quantum 600
tc class add dev A parent 1: classid 1:a drr quantum 5k
tc class add dev A parent 1:1 classid 1:3 drr quantum 10
tc class show dev A
tc -s class show dev A
ping -c 1 -W 0.2 10.0.0.2
tc -s qdisc show dev A
tc filter add dev A parent 1: protocol ip prio 1 u32 match ip dst 10.0.0.2/32 flowid 1:1
tc filter add dev A parent 1: protocol ip prio 2 matchall classid 1:2
ping -c 2 -i 0.2 10.0.0.2
ping -c 1 -W 0.5 10.0.0.3
tc -s qdisc show dev A
tc -s class show dev A
tc qdisc add dev A parent 1:2 handle 20: pfifo limit 7
tc class show dev A
tc qdisc show dev A
ping -c 1 -W 0.5 10.0.0.3
tc -s class show dev A
tc class change dev A classid 1:2 drr quantum 700
tc class change dev A classid 1:2 drr
tc class replace dev A parent 1: classid 1:4 drr quantum 800
tc class show dev A
tc class del dev A classid 1:2
tc filter del dev A parent 1: prio 2
tc class del dev A classid 1:2
tc class show dev A
tc qdisc show dev A
tc class add dev A parent 1: classid 1:1 drr
tc class change dev A classid 1:9 drr quantum 1k
tc class del dev A classid 1:9
tc class add dev A parent 1: classid 1:5 drr quantum 0
tc class add dev A parent 1: classid 1:5 drr quantum big
tc class add dev A parent 1: classid 1:5 drr quantum
tc class add dev A parent 1: classid 1:5 drr rate 1mbit
tc class add dev A parent 1: classid 1:5 drr help
tc class add dev A parent 1: classid 2:5 drr quantum 1k
tc class add dev A parent 2: classid 2:5 drr quantum 1k
tc class add dev A parent 1: classid 1:6
tc filter add dev A parent 1:1 protocol ip matchall action drop
tc filter add dev A parent 1:9 protocol ip matchall action drop
tc qdisc add dev A parent 1:9 handle 30: pfifo
tc qdisc change dev A root handle 1: drr
tc qdisc add dev A root handle 1: drr quantum 5
tc qdisc add dev A root drr help
tc qdisc replace dev A root handle 2: drr
tc class show dev A
tc qdisc del dev A root
