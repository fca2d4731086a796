# PIE as tc shows it, and packets through it
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
tc qdisc add dev A root handle 1: pie
tc qdisc show dev A
tc -j qdisc show dev A
ping -c 3 -i 0.2 10.0.0.2
tc -s qdisc show dev A
tc -s -j qdisc show dev A
tc qdisc change dev A root handle 1: pie limit 50 target 20ms tupdate 30ms alpha 3 beta 12 ecn bytemode dq_rate_estimator
tc qdisc show dev A
tc -j -s qdisc show dev A
tc qdisc change dev A root handle 1: pie noecn nobytemode
tc qdisc show dev A
tc qdisc change dev A root handle 1: pie no_dq_rate_estimator limit 0 target 1us tupdate 1us
tc -d qdisc show dev A
tc class show dev A
tc qdisc del dev A root
tc qdisc add dev A root pie limit
tc qdisc add dev A root pie limit many
tc qdisc add dev A root pie limit -1
tc qdisc add dev A root pie target soon
tc qdisc add dev A root pie tupdate soon
tc qdisc add dev A root pie alpha 33
tc qdisc add dev A root pie alpha x
tc qdisc add dev A root pie beta 33
tc qdisc add dev A root pie beta
tc qdisc add dev A root pie marks
tc qdisc add dev A root pie help
tc qdisc add dev A pie
tc qdisc add dev A root handle 1: pie limit 1
tc qdisc add dev A parent 1:1 handle 2: pfifo
tc class add dev A parent 1: classid 1:1 pie
tc filter add dev A parent 1: matchall action drop
tc qdisc replace dev A root handle 5: tbf rate 8kbit burst 1100 limit 50000
tc qdisc replace dev A parent 5:1 handle 6: pie limit 3
tc qdisc show dev A
for n in 1 2 3 4 5 6 7 8; do printf %0900d 1 >/dev/udp/10.0.0.2/9; done
tc -s qdisc show dev A | grep -e Sent -e pkts_in
tc qdisc del dev A root
