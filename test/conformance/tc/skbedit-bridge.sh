# Priorities that filters write: through a bridge, into classes of htb, drr and flows of fq_codel, and into the tags of VLANs
# oracle: vm
for n in h1 h2; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; done
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br1 type bridge mcast_snooping 0
ip link add S1 address 02:00:00:00:00:a1 type veth peer name H1 address 02:00:00:00:00:01 netns h1
ip link add S2 address 02:00:00:00:00:a2 type veth peer name H2 address 02:00:00:00:00:02 netns h2
for i in S1 S2; do ip link set $i master br1; ip link set $i up; done
ip link set br1 up
ip -n h1 link set H1 up
ip -n h2 link set H2 up
ip -n h1 addr add 10.0.0.1/24 dev H1
ip -n h2 addr add 10.0.0.2/24 dev H2
ip -n h1 neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev H1 nud permanent
ip -n h2 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev H2 nud permanent
tc qdisc add dev S1 clsact
tc qdisc add dev S2 clsact
tc qdisc add dev S2 root handle 10: prio bands 8 priomap 7 6 5 4 3 2 1 0
for p in 0 3 7; do tc filter add dev S1 ingress handle 101 pref 1 flower action skbedit priority $p; ip netns exec h1 ping -c 1 -W 0.3 10.0.0.2 > /dev/null; tc -s class show dev S2 classid 10:$((8 - p)); tc -s filter show dev S1 ingress | grep Sent; tc filter del dev S1 ingress pref 1; done
for p in 1 5 6; do tc filter add dev S2 egress handle 101 pref 1 flower action skbedit priority $p; ip netns exec h1 ping -c 1 -W 0.3 10.0.0.2 > /dev/null; tc -s class show dev S2 classid 10:$((8 - p)); tc filter del dev S2 egress pref 1; done
# Marks through a bridge
tc filter add dev S1 ingress pref 1 matchall action skbedit mark 9
tc filter add dev S2 egress pref 1 handle 9 fw action drop
ip netns exec h1 ping -c 1 -W 0.3 10.0.0.2
tc -s filter show dev S2 egress | grep Sent
tc filter del dev S1 ingress
tc filter del dev S2 egress
# What the packet says of its service, changed on its way
tc qdisc replace dev S2 root handle 10: prio
tc filter add dev S1 ingress protocol ip pref 1 matchall action pedit ex munge ip dsfield set 0x28 retain 0xfc pipe action csum ip pipe action skbedit inheritdsfield
ip netns exec h2 tcpdump -lnvi H2 -c 1 icmp > /root/seen 2> /dev/null &
sleep 0.3
ip netns exec h1 ping -c 1 -Q 0x13 -W 0.3 10.0.0.2
sleep 0.2
grep -o 'tos 0x[0-9a-f]*.ECT(1).\|tos 0x[0-9a-f]*[^ ]*' /root/seen
tc -s class show dev S2
tc filter del dev S1 ingress
# Classes
tc qdisc replace dev S2 root handle 1: htb default 30
for m in 10 20 30; do tc class add dev S2 parent 1: classid 1:$m htb rate 10mbit; done
tc filter add dev S1 ingress protocol ip pref 1 flower ip_tos 0x20 action skbedit priority 1:20
tc filter add dev S1 ingress protocol ip pref 2 flower ip_tos 0x40 action skbedit priority 1:99
tc filter add dev S1 ingress protocol ip pref 3 flower ip_tos 0x60 action skbedit priority 1:
ip netns exec h1 ping -c 2 -i 0.2 -Q 0x20 -W 0.3 10.0.0.2
ip netns exec h1 ping -c 1 -Q 0x40 -W 0.3 10.0.0.2
ip netns exec h1 ping -c 1 -Q 0x60 -W 0.3 10.0.0.2
tc -s class show dev S2 | grep -E 'class|Sent'
tc -s qdisc show dev S2 | grep -A 1 htb
tc qdisc del dev S2 root
tc qdisc add dev S2 root handle 1: drr
tc class add dev S2 parent 1: classid 1:20 drr
ip netns exec h1 ping -c 1 -Q 0x20 -W 0.3 10.0.0.2
ip netns exec h1 ping -c 1 -W 0.3 10.0.0.2
tc -s class show dev S2 | grep -E 'class|Sent'
tc filter del dev S1 ingress
tc qdisc del dev S2 root
# Tags
ip -n h1 link add link H1 name H1.5 type vlan id 5 egress-qos-map 3:5 4:6
ip -n h1 link set H1.5 up
ip -n h1 addr add 10.5.0.1/24 dev H1.5
ip -n h1 neigh add 10.5.0.2 lladdr 02:00:00:00:00:02 dev H1.5 nud permanent
tc -n h1 qdisc add dev H1.5 clsact
tc -n h1 filter add dev H1.5 egress protocol ip pref 1 matchall action skbedit priority 3
ip netns exec h2 tcpdump -lnei H2 -c 2 vlan > /root/tags 2> /dev/null &
sleep 0.3
ip netns exec h1 ping -c 1 -W 0.3 10.5.0.2
tc -n h1 filter del dev H1.5 egress
tc -n h1 filter add dev H1.5 egress protocol ip pref 1 matchall action skbedit priority 0x14
ip netns exec h1 ping -c 1 -W 0.3 10.5.0.2
sleep 0.2
grep -o 'vlan 5, p [0-9]' /root/tags
ip link del br1
