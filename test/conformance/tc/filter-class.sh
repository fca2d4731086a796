# Filters that choose classes of htb and prio
# oracle: vm
ip netns add b
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns b
sysctl -q -w net.ipv6.conf.A.disable_ipv6=1
ip netns exec b sysctl -q -w net.ipv6.conf.B.disable_ipv6=1
ip address add 10.0.0.1/24 dev A
ip -n b address add 10.0.0.2/24 dev B
ip -n b address add 10.0.0.3/24 dev B
ip link set A up
ip -n b link set B up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:0b dev A nud permanent
ip neigh add 10.0.0.3 lladdr 02:00:00:00:00:0b dev A nud permanent
ip -n b neigh add 10.0.0.1 lladdr 02:00:00:00:00:0a dev B nud permanent
tc qdisc add dev A root handle 1: htb default 20
tc class add dev A parent 1: classid 1:1 htb rate 10mbit
tc class add dev A parent 1:1 classid 1:10 htb rate 1mbit
tc class add dev A parent 1:1 classid 1:20 htb rate 1mbit
tc class add dev A parent 1:1 classid 1:30 htb rate 1mbit
tc filter add dev A protocol ip parent 1: prio 1 u32 match ip dst 10.0.0.2 flowid 1:10
tc filter add dev A protocol ip parent 1:0 prio 2 flower dst_ip 10.0.0.3 ip_proto icmp classid 1:1
tc filter add dev A parent 1:1 protocol ip matchall classid 1:30
tc filter show dev A
tc filter show dev A parent 1:1
ping -q -c 3 -i 0.01 10.0.0.2 | grep packets
ping -q -c 2 -i 0.01 10.0.0.3 | grep packets
tc -s class show dev A | grep -E 'class|Sent'
tc -s filter show dev A pref 1
tc class del dev A classid 1:10
tc filter add dev A parent 1:99 protocol ip matchall classid 1:20
tc filter del dev A
tc class del dev A classid 1:10
tc qdisc replace dev A root handle 2: prio
tc filter add dev A parent 2: protocol ip prio 1 u32 match ip dst 10.0.0.2 action drop
tc filter add dev A parent 2: protocol ip prio 2 matchall classid 2:1
tc qdisc add dev A parent 2:1 handle 21: pfifo
tc qdisc add dev A parent 2:2 handle 22: pfifo
ping -q -c 1 -W 0.2 10.0.0.2 | grep packets
ping -q -c 2 -i 0.01 10.0.0.3 | grep packets
tc -s qdisc show dev A
