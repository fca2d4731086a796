# A discipline that takes the number of one that is gone begins to count anew, one that is changed goes on
# oracle: root
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
tc qdisc add dev A root handle 1: pfifo limit 10
ping -q -c 2 -i 0.2 10.0.0.2 | grep packets
tc -s qdisc show dev A
tc qdisc change dev A root handle 1: pfifo limit 20
tc -s qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root handle 1: pfifo limit 10
tc -s qdisc show dev A
ping -q -c 1 10.0.0.2 | grep packets
tc -s qdisc show dev A
tc qdisc replace dev A root handle 1: tbf rate 10mbit burst 10k limit 10k
tc qdisc replace dev A root tbf rate 10mbit burst 10k limit 10k
tc qdisc del dev A root
tc qdisc add dev A root handle 1: tbf rate 10mbit burst 10k limit 10k
tc -s qdisc show dev A
ping -q -c 1 10.0.0.2 | grep packets
tc -s qdisc show dev A
tc qdisc replace dev A root handle 1: htb default 5
tc qdisc del dev A root handle 1:
tc qdisc add dev A root handle 1: htb default 5
tc class add dev A parent 1: classid 1:5 htb rate 10mbit
ping -q -c 1 10.0.0.2 | grep packets
tc -s class show dev A | grep Sent
tc class del dev A classid 1:5
tc class add dev A parent 1: classid 1:5 htb rate 10mbit
tc -s class show dev A | grep Sent
ping -q -c 1 10.0.0.2 | grep packets
tc -s class show dev A | grep Sent
tc qdisc del dev A root
