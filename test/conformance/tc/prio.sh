# Bands, and what hangs below them
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 addr add 10.0.0.2/24 dev B
ping -c 1 -q 10.0.0.2
tc qdisc add dev A root handle 1: prio
tc qdisc show dev A
tc -j qdisc show dev A
tc qdisc add dev A parent 1:1 handle 10: netem loss 100%
tc qdisc add dev A parent 1:2 handle 20: pfifo limit 5
tc qdisc add dev A parent 1:3 handle 30: bfifo limit 5000
tc qdisc add dev A parent 1:4 handle 40: pfifo
tc qdisc add dev A parent 20:1 handle 40: pfifo
tc qdisc add dev A parent 9:1 handle 40: pfifo
tc qdisc show dev A
tc class show dev A
ping -c 1 -W 0.3 -q 10.0.0.2
ping -c 1 -W 0.3 -q -Q 0x10 10.0.0.2
ping -c 1 -W 0.3 -q -Q 0x08 10.0.0.2
tc -s qdisc show dev A
tc qdisc change dev A root handle 1: prio bands 4 priomap 0 0 0 0
tc qdisc show dev A
tc qdisc del dev A parent 1:1
tc qdisc show dev A
tc qdisc del dev A root
tc qdisc show dev A
tc qdisc add dev A root handle 1: prio bands 2
tc qdisc add dev A root handle 1: prio bands 3 priomap 0 1 2 x
