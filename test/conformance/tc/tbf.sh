# The token bucket: shown, changed, at work
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B netns c1
tc qdisc show dev A
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
tc qdisc show dev A
tc qdisc add dev A root handle 1: tbf rate 1mbit burst 32kbit latency 400ms
tc qdisc show dev A
tc -d qdisc show dev A
tc -j qdisc show dev A
tc -s -j qdisc show dev A
ip link show A
ping -c 2 -i 0.1 -q 10.0.0.2
tc -s qdisc show dev A
tc qdisc replace dev A root handle 1: tbf rate 2mbit burst 10kb limit 3000
tc qdisc show dev A
tc qdisc change dev A root handle 1: tbf rate 500kbit burst 5kb latency 50ms
tc qdisc show dev A
tc qdisc replace dev A root handle 2: tbf rate 8kbit burst 50b limit 1000
ping -c 1 -W 0.2 -q 10.0.0.2
tc -s qdisc show dev A
tc class show dev A
tc qdisc del dev A root
tc qdisc show dev A
