# What random early detection drops, marks and lets through
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
tc qdisc add dev A root handle 1: red limit 60k avpkt 500 bandwidth 1mbit
ping -c 3 -i 0.2 10.0.0.2
tc -s qdisc show dev A
tc -s -j qdisc show dev A
tc qdisc replace dev A root handle 2: tbf rate 8kbit burst 1100 limit 50000
tc qdisc replace dev A parent 2:1 handle 3: red limit 20000 avpkt 1000 min 1000 max 2000 burst 5 bandwidth 8kbit probability 1
ping -c 20 -i 0.01 -s 972 -W 0.3 -q 10.0.0.2 | head -1
tc -s qdisc show dev A | grep -c early
tc qdisc del dev A root
tc qdisc add dev A root handle 1: red limit 900 avpkt 100 min 300 max 800 burst 5 bandwidth 1mbit
ping -c 2 -i 0.2 -W 0.3 -s 972 10.0.0.2
tc -s qdisc show dev A
