# What goes through the queues of a device with several of them
# oracle: vm-first
sysctl -qw net.core.default_qdisc=pfifo_fast net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 numtxqueues 3 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev A clsact
tc qdisc add dev A root handle 1: mq
tc qdisc add dev A parent 1:2 handle 20: pfifo
tc filter add dev A egress protocol ip pref 1 flower ip_tos 0x10 action skbedit queue_mapping 2
tc filter add dev A egress protocol ip pref 2 flower ip_tos 0x20 action skbedit queue_mapping 1
tc filter add dev A egress protocol ip pref 3 matchall action skbedit queue_mapping 0
ping -c 3 -i 0.2 -Q 0x10 -W 0.3 10.0.0.2
ping -c 2 -i 0.2 -Q 0x20 -W 0.3 10.0.0.2
ping -c 1 -W 0.3 10.0.0.2
tc -s qdisc show dev A
tc -s class show dev A
tc qdisc del dev A parent 1:2
ping -c 1 -Q 0x20 -W 0.3 10.0.0.2
tc -s class show dev A
tc qdisc replace dev A parent 1:1 handle 10: tbf rate 1mbit burst 5k latency 50ms
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s qdisc show dev A
sysctl -qw net.core.default_qdisc=fq_codel
tc qdisc replace dev A root handle 2: mq
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s qdisc show dev A
