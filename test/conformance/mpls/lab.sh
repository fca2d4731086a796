# Packets through routers that put labels on, swap them and take them off, as labs of MPLS have it
# oracle: vm
modprobe mpls_router
modprobe mpls_iptunnel
for n in r1 r2 r3 h2; do ip netns add $n; ip netns exec $n sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1; ip -n $n link set lo up; done
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 type veth peer name P1 address 02:00:00:00:00:11 netns r1
ip -n r1 link add P2 address 02:00:00:00:00:12 type veth peer name Q1 address 02:00:00:00:00:21 netns r2
ip -n r2 link add Q2 address 02:00:00:00:00:22 type veth peer name S1 address 02:00:00:00:00:31 netns r3
ip -n r3 link add S2 address 02:00:00:00:00:32 type veth peer name H address 02:00:00:00:00:41 netns h2
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip -n r1 addr add 10.0.0.254/24 dev P1
ip -n r1 addr add 10.1.0.1/24 dev P2
ip -n r2 addr add 10.1.0.2/24 dev Q1
ip -n r2 addr add 10.2.0.1/24 dev Q2
ip -n r3 addr add 10.2.0.2/24 dev S1
ip -n r3 addr add 10.9.0.1/32 dev lo
ip -n r3 addr add 10.3.0.1/24 dev S2
ip -n h2 addr add 10.3.0.2/24 dev H
for x in "r1 P1" "r1 P2" "r2 Q1" "r2 Q2" "r3 S1" "r3 S2" "h2 H"; do set -- $x; ip -n $1 link set $2 up; done
for x in "r1 P1 10.0.0.1 01" "r1 P2 10.1.0.2 21" "r2 Q1 10.1.0.1 12" "r2 Q2 10.2.0.2 31" "r3 S1 10.2.0.1 22" "r3 S2 10.3.0.2 41" "h2 H 10.3.0.1 32"; do set -- $x; ip -n $1 neigh add $3 lladdr 02:00:00:00:00:$4 dev $2 nud permanent; done
ip neigh add 10.0.0.254 lladdr 02:00:00:00:00:11 dev A nud permanent
ip route add default via 10.0.0.254
ip -n h2 route add default via 10.3.0.1
ip -n r3 route add default via 10.2.0.1
ip -n r2 route add 10.0.0.0/24 via 10.1.0.1
for n in r1 r2 r3; do ip netns exec $n sysctl -w net.mpls.platform_labels=1000; done
ip netns exec r2 sysctl -w net.mpls.conf.Q1.input=1
ip -n r1 route add 10.9.0.0/24 encap mpls 100 via 10.1.0.2
ip -n r1 route add 10.3.0.0/24 encap mpls 101 via 10.1.0.2 dev P2
ip -n r2 -f mpls route add 100 as 200 via inet 10.2.0.2
ip -n r2 -f mpls route add 101 via inet 10.2.0.2
ip -n r3 -f mpls route add 200 dev lo
ip netns exec r3 tcpdump -lnvvei S1 > /root/s1 2> /dev/null &
ip netns exec r3 tcpdump -lni S1 mpls > /root/s2 2> /dev/null &
ip netns exec r3 tcpdump -lnei S1 mpls 301 > /root/s3 2> /dev/null &
sleep 0.5
# Nobody takes labels there yet
ping -c 1 -W 0.3 10.9.0.1
ip netns exec r3 sysctl -w net.mpls.conf.S1.input=1
ping -c 2 -i 0.2 -W 0.3 10.9.0.1
# The last label goes one router before the end
ping -c 1 -W 0.3 10.3.0.2
# A stack, of which the outer label goes
ip -n r2 -f mpls route add 300 via inet 10.2.0.2
ip -n r3 -f mpls route add 301 dev lo
ip -n r1 route replace 10.9.0.0/24 encap mpls 300/301 via 10.1.0.2
ping -c 1 -W 0.3 10.9.0.1
# More labels in place of one; through to a host behind
ip -n r2 -f mpls route replace 101 as 300/200 via inet 10.2.0.2
ip -n r3 -f mpls route add 300 dev lo
ping -c 1 -W 0.3 10.3.0.2
ip -n r2 -f mpls route replace 101 as 200 via link 02:00:00:00:00:31 dev Q2
ping -c 1 -W 0.3 10.3.0.2
# Times to live
ip -n r1 route replace 10.9.0.0/24 encap mpls 100 ttl 5 via 10.1.0.2
ping -c 1 -W 0.3 10.9.0.1
ip -n r1 route replace 10.9.0.0/24 encap mpls 100 ttl 1 via 10.1.0.2
ping -c 1 -W 0.3 10.9.0.1
ip -n r1 route replace 10.9.0.0/24 encap mpls 100 ttl 0 via 10.1.0.2
ping -t 2 -c 1 -W 0.3 10.9.0.1
ping -t 3 -c 1 -W 0.3 10.9.0.1
ip -n r1 route replace 10.9.0.0/24 encap mpls 100 via 10.1.0.2
ip netns exec r1 sysctl -w net.mpls.ip_ttl_propagate=0
ping -c 1 -W 0.3 10.9.0.1
ip netns exec r1 sysctl -w net.mpls.default_ttl=3
ping -c 1 -W 0.3 10.9.0.1
ip netns exec r3 sysctl -w net.mpls.ip_ttl_propagate=0
ping -t 4 -c 1 -W 0.3 10.9.0.1
ip -n r3 -f mpls route replace 200 ttl-propagate enabled dev lo
ping -c 1 -W 0.3 10.9.0.1
# From a router itself, explicit NULL, too long
ip netns exec r1 ping -c 1 -W 0.3 10.9.0.1
ip -n r2 -f mpls route replace 100 as 0 via inet 10.2.0.2
ping -c 1 -W 0.3 10.9.0.1
ping -M do -s 1472 -c 1 -W 0.3 10.9.0.1
ping -M do -s 1468 -c 1 -W 0.3 10.9.0.1
# No way
ip -n r2 -f mpls route del 100
ping -c 1 -W 0.3 10.9.0.1
sleep 0.3
kill %1 %2 %3
wait
sed -E -e 's/^[0-9:.]+ //' -e 's/ id [0-9]+,/ id N,/g' /root/s1 | sed -E 's/id N, seq/seq/'
sed -E -e 's/^[0-9:.]+ //' -e 's/ id [0-9]+,/ id N,/g' /root/s2
sed -E -e 's/^[0-9:.]+ //' -e 's/ id [0-9]+,/ id N,/g' /root/s3
