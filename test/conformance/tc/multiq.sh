# A band for each queue of a device, and filters that choose the queue
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 numtxqueues 4 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
ls /sys/class/net/A/queues
ls /sys/class/net/A/queues | grep -c tx
tc qdisc add dev A root handle 1: multiq
tc qdisc show dev A
tc -j qdisc show dev A
tc class show dev A
tc -s class show dev A
tc qdisc add dev A parent 1:3 handle 30: pfifo limit 7
tc qdisc add dev A parent 1:9 handle 90: pfifo limit 7
tc qdisc show dev A
tc class show dev A
tc qdisc change dev A root handle 1: multiq
tc filter add dev A parent 1: protocol ip pref 1 flower ip_tos 0x10 action skbedit queue_mapping 2
tc filter add dev A parent 1: protocol ip pref 2 flower ip_tos 0x20 action skbedit queue_mapping 1
tc filter add dev A parent 1: protocol ip pref 3 matchall action skbedit queue_mapping 0
tc filter add dev A parent 1:1 protocol ip pref 1 matchall action pass
tc filter show dev A parent 1:
ping -c 3 -i 0.2 -Q 0x10 -W 0.3 10.0.0.2
ping -c 2 -i 0.2 -Q 0x20 -W 0.3 10.0.0.2
ping -c 1 -Q 0x40 -W 0.3 10.0.0.2
tc -s class show dev A
tc -s qdisc show dev A
tc filter replace dev A parent 1: protocol ip pref 3 handle 1 matchall action skbedit queue_mapping 7
tc filter del dev A parent 1: pref 3
tc filter add dev A parent 1: protocol ip pref 3 flower ip_tos 0x40 action drop
ping -c 1 -Q 0x40 -W 0.3 10.0.0.2
tc -s qdisc show dev A
tc qdisc del dev A parent 1:3
tc class show dev A
tc qdisc del dev A root
tc qdisc add dev A clsact
tc qdisc add dev A root handle 2: multiq
tc filter add dev A egress protocol ip pref 1 matchall action skbedit queue_mapping 3
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s class show dev A
ip -n c1 link add C numtxqueues 3 type dummy
tc -n c1 qdisc add dev C root handle 1: multiq
tc -n c1 qdisc show dev C
ip link add E type veth peer name F
tc qdisc add dev E root handle 1: multiq
tc qdisc show dev E
tc class show dev E
