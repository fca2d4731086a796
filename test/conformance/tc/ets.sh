# Enhanced transmission selection: bands, classes, priorities, and what goes through them
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
tc qdisc add dev A root handle 1: ets bands 4 strict 2 quanta 3000
tc qdisc show dev A
tc -j qdisc show dev A
tc -s qdisc show dev A
tc class show dev A
tc -s class show dev A
tc qdisc change dev A root handle 1: ets strict 3 priomap 2 1 0
tc qdisc show dev A
tc class show dev A
tc qdisc replace dev A root handle 1: ets quanta 100 2000000 1500
tc qdisc show dev A
tc -j qdisc show dev A
tc class show dev A
tc class change dev A classid 1:2 ets quantum 4000
tc class replace dev A classid 1:3 ets quantum 1
tc class change dev A classid 1:1 ets
tc class show dev A
tc class show dev A classid 1:2
tc qdisc show dev A
tc qdisc add dev A parent 1:3 handle 30: pfifo limit 9
tc qdisc add dev A parent 1:2 handle 20: sfq
tc qdisc show dev A
tc class show dev A
tc qdisc change dev A root handle 1: ets bands 2
tc qdisc show dev A
tc class show dev A
tc qdisc change dev A root handle 1: ets bands 5 strict 1 quanta 5000 4000 priomap 4 3 2 1 0
tc qdisc show dev A
tc qdisc add dev A parent 1:5 handle 50: pfifo
ping -c 1 -W 0.3 10.0.0.2
ping -c 2 -i 0.2 -Q 0x10 -W 0.3 10.0.0.2
ping -c 1 -Q 0x08 -W 0.3 10.0.0.2
tc -s class show dev A
tc filter add dev A parent 1: protocol ip pref 1 flower ip_tos 0x10 classid 1:4
tc filter add dev A parent 1: protocol ip pref 2 flower ip_tos 0x20 classid 1:9
tc filter add dev A parent 1: protocol ip pref 3 flower ip_tos 0x40 action skbedit priority 3 continue
tc filter add dev A parent 1: protocol ip pref 4 flower ip_tos 0x60 action drop
ping -c 1 -Q 0x10 -W 0.3 10.0.0.2
ping -c 1 -Q 0x20 -W 0.3 10.0.0.2
ping -c 1 -Q 0x40 -W 0.3 10.0.0.2
ping -c 1 -Q 0x60 -W 0.3 10.0.0.2
tc -s class show dev A
tc -s qdisc show dev A
tc filter del dev A parent 1:
tc qdisc add dev A clsact
tc filter add dev A egress protocol ip pref 1 matchall action skbedit priority 1:2
ping -c 1 -W 0.3 10.0.0.2
tc -s class show dev A classid 1:2
tc filter del dev A egress
# Below a bucket that lets little through at a time
tc qdisc replace dev A root handle 9: tbf rate 80kbit burst 1600 limit 30000
tc qdisc add dev A parent 9:1 handle 1: ets strict 1 quanta 3000 1000 priomap 2 2 1 1 1 1 0 0
ping -c 1 -s 1400 -W 0.3 10.0.0.2
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc show dev A
