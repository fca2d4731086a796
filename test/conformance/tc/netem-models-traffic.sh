# What netem's models of loss, marks and slots do with packets
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
tc qdisc add dev A root handle 1: netem loss state 100% 0%
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s qdisc show dev A
tc qdisc replace dev A root handle 1: netem loss gemodel 100% 0%
ping -c 3 -i 0.2 -W 0.3 10.0.0.2
tc -s qdisc show dev A
tc qdisc replace dev A root handle 1: netem loss gemodel 100% 0% 0%
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc qdisc replace dev A root handle 1: netem loss 100% ecn
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
ping -Q 2 -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s qdisc show dev A
tc qdisc del dev A root
tc qdisc add dev A root handle 2: netem slot 600ms
ping -c 1 -W 0.2 10.0.0.2
sleep 1
ping -c 1 -W 1 10.0.0.2
tc -s qdisc show dev A
tc qdisc replace dev A root handle 2: netem rate 8kbit 0 500 0
ping -c 1 -W 0.2 10.0.0.2
sleep 1
ping -c 1 -W 1 10.0.0.2
tc qdisc change dev A root handle 2: netem rate 8kbit -90
ping -c 1 -W 0.2 10.0.0.2
ip -s link show A
