# Packets that come in are marked, and rules of routing go by the mark; what leaves the host has none
# oracle: vm
ip netns add r
ip netns add c1
ip netns add c2
for n in r c1 c2; do ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns exec r sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
ip link add A address 02:00:00:00:00:01 type veth peer name R0 address 02:00:00:00:00:02 netns r
ip -n r link add R1 address 02:00:00:00:00:03 type veth peer name C1 address 02:00:00:00:00:04 netns c1
ip -n r link add R2 address 02:00:00:00:00:05 type veth peer name C2 address 02:00:00:00:00:06 netns c2
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip route add 10.9.0.0/24 via 10.0.0.254
ip -n r addr add 10.0.0.254/24 dev R0
ip -n r addr add 10.0.1.254/24 dev R1
ip -n r addr add 10.0.2.254/24 dev R2
for n in R0 R1 R2; do ip -n r link set $n up; done
ip -n c1 link set C1 up
ip -n c1 addr add 10.0.1.1/24 dev C1
ip -n c1 addr add 10.9.0.1/32 dev C1
ip -n c1 route add default via 10.0.1.254
ip -n c2 link set C2 up
ip -n c2 addr add 10.0.2.1/24 dev C2
ip -n c2 addr add 10.9.0.1/32 dev C2
ip -n c2 route add default via 10.0.2.254
ip neigh add 10.0.0.254 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n r neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev R0 nud permanent
ip -n r neigh add 10.0.1.1 lladdr 02:00:00:00:00:04 dev R1 nud permanent
ip -n r neigh add 10.0.2.1 lladdr 02:00:00:00:00:06 dev R2 nud permanent
ip -n c1 neigh add 10.0.1.254 lladdr 02:00:00:00:00:03 dev C1 nud permanent
ip -n c2 neigh add 10.0.2.254 lladdr 02:00:00:00:00:05 dev C2 nud permanent
ip -n r route add 10.9.0.0/24 via 10.0.1.1
ip -n r route add 10.9.0.0/24 via 10.0.2.1 table 100
ip -n r rule add fwmark 0x5/0xf lookup 100
tc -n r qdisc add dev R0 clsact
tc -n r qdisc add dev R2 clsact
tc -n r filter add dev R2 egress protocol ip pref 1 handle 0x25 fw action pass
tc -n c2 qdisc add dev C2 clsact
tc -n c2 filter add dev C2 ingress protocol ip pref 1 handle 0x25 fw action drop
ping -c 1 -W 0.5 10.9.0.1
ip -n c1 -s link show C1 | sed -n 4p
ip -n c2 -s link show C2 | sed -n 4p
tc -n r filter add dev R0 ingress protocol ip pref 1 flower ip_proto icmp action skbedit mark 0x25
ping -c 1 -W 0.5 10.9.0.1
ip -n c1 -s link show C1 | sed -n 4p
ip -n c2 -s link show C2 | sed -n 4p
tc -n r -s filter show dev R2 egress | grep Sent
tc -n c2 -s filter show dev C2 ingress | grep Sent
tc -n r filter replace dev R0 ingress protocol ip pref 1 handle 1 flower ip_proto icmp action skbedit mark 0x26
ping -c 1 -W 0.5 10.9.0.1
tc -n r filter show dev R0 ingress
ip -n c2 -s link show C2 | sed -n 4p
# What is sent with a mark
tc qdisc add dev A root handle 1: prio
tc filter add dev A parent 1: protocol ip pref 1 fw
tc filter add dev A parent 1: protocol ip pref 2 handle 7 fw flowid 1:3
tc filter show dev A parent 1:
ping -m 7 -c 1 -W 0.5 10.9.0.1
ping -m 2 -c 1 -W 0.5 10.9.0.1
ping -m 0x10001 -c 1 -W 0.5 10.9.0.1
tc -s class show dev A | grep -E 'class|Sent'
tc filter del dev A parent 1: pref 1
ping -m 7 -c 1 -W 0.5 10.9.0.1
tc -s class show dev A | grep -E 'class|Sent'
