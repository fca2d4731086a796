# Packets that are redirected to an ifb, mirrored, policed and dropped as they come in
# oracle: vm
ip netns add b
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b netns b
ip link add ifb0 type ifb
ip link add C type dummy
for d in A ifb0 C; do sysctl -q -w net.ipv6.conf.$d.disable_ipv6=1; done
ip netns exec b sysctl -q -w net.ipv6.conf.B.disable_ipv6=1
ip address add 10.0.0.1/24 dev A
ip -n b address add 10.0.0.2/24 dev B
ip link set A up
ip link set C up
ip -n b link set B up
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:0b dev A nud permanent
ip -n b neigh add 10.0.0.1 lladdr 02:00:00:00:00:0a dev B nud permanent
tc qdisc add dev A handle ffff: ingress
tc filter add dev A parent ffff: protocol ip u32 match u32 0 0 action mirred egress redirect dev ifb0
ping -q -c 1 -W 0.2 10.0.0.2 | grep packets
ip link set ifb0 up
ping -q -c 2 -i 0.2 10.0.0.2 | grep packets
tc -s qdisc show dev ifb0 | grep -o 'Sent [0-9]* bytes [0-9]* pkt'
tc qdisc add dev ifb0 root handle 1: netem delay 300ms
ping -q -c 1 -W 1 10.0.0.2 | grep -E 'packets|rtt' | sed 's/rtt.* = \(3[0-9][0-9]\).*/\1 and some ms/; s/3[0-9][0-9] and/300 and/'
tc -s qdisc show dev ifb0
ip -s link show ifb0 | tail -4
tc -s filter show dev A ingress | grep -E 'rule hit|Sent'
tc qdisc del dev A ingress
# A copy for the device beside.
tc qdisc add dev A clsact
tc filter add dev A ingress protocol ip flower ip_proto icmp action mirred egress mirror dev C
tc filter add dev A egress matchall action mirred egress mirror dev C
ping -q -c 2 -i 0.01 10.0.0.2 | grep packets
ip -s link show C | tail -2
tc -s qdisc show dev A clsact
tc filter del dev A egress
tc filter del dev A ingress
# Nothing from there, or not so much.
tc filter add dev A ingress protocol ip pref 1 flower src_ip 10.0.0.2 ip_proto icmp type 0 action drop
ping -q -c 2 -i 0.01 -W 0.2 10.0.0.2 | grep packets
tc -s filter show dev A ingress | grep Sent
tc filter replace dev A ingress protocol ip pref 1 handle 1 flower src_ip 10.0.0.2 ip_proto icmp type 0 action police rate 8kbit burst 2500 drop
ping -q -c 4 -i 0.01 -W 0.2 -s 958 10.0.0.2 | grep packets
tc -s filter show dev A ingress | grep Sent
ip link del ifb0
