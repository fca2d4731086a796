# Connections over ports and addresses that filters write over on both ways, with and without new sums
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br1 address 02:00:00:00:00:a0 type bridge mcast_snooping 0
ip link add A address 02:00:00:00:00:01 type veth peer name P address 02:00:00:00:00:a1
ip link add Q address 02:00:00:00:00:a2 type veth peer name B address 02:00:00:00:00:02 netns c1
for i in P Q; do ip link set $i master br1; ip link set $i up; done
ip link set br1 up
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 link set lo up
ip -n c1 addr add 10.0.0.2/24 dev B
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev P clsact
tc qdisc add dev Q clsact
# Ports
tc filter add dev P ingress protocol ip pref 1 flower ip_proto tcp dst_port 80 action pedit ex munge tcp dport set 8080
tc filter add dev P egress protocol ip pref 1 flower ip_proto tcp src_port 8080 action pedit ex munge tcp sport set 80
ip netns exec c1 timeout 5 nc -l -p 8080 > /root/got &
sleep 0.5
head -c 40000 /dev/zero | tr '\0' x | nc -N -w 2 10.0.0.2 80
echo $?
wait
wc -c < /root/got
ip netns exec c1 grep -A 1 '^Tcp: RtoA' /proc/net/snmp | cut -d' ' -f 7,16
tc -s filter show dev P ingress | grep -c 'Sent 0 bytes'
tc filter del dev P ingress
tc filter del dev P egress
# Addresses, with sums
tc filter add dev P ingress protocol ip pref 1 flower dst_ip 10.0.0.9 action pedit ex munge eth dst set 02:00:00:00:00:02 munge ip dst set 10.0.0.2 pipe action csum ip and tcp
tc filter add dev Q ingress protocol ip pref 1 flower src_ip 10.0.0.2 action pedit ex munge eth src set 02:00:00:00:00:09 munge ip src set 10.0.0.9 pipe action csum ip and tcp
ip netns exec c1 timeout 5 nc -l -p 8081 > /root/got &
sleep 0.5
head -c 3000 /dev/zero | tr '\0' y | nc -N -w 2 10.0.0.9 8081
echo $?
wait
wc -c < /root/got
# Nobody listens, at the new address
nc -N -w 1 10.0.0.9 8082 < /dev/null
echo $?
# Ports of UDP, with nobody behind them
tc filter del dev P ingress
tc filter del dev Q ingress
for locus in "P ingress" "Q egress"; do
for port in 1 11111 65535; do tc filter add dev $locus pref 1 protocol ip flower ip_proto udp action pedit ex munge udp dport set $port; tc -n c1 qdisc add dev B clsact; tc -n c1 filter add dev B ingress handle 101 pref 1 protocol ip flower ip_proto udp dst_port $port action drop; echo hello | nc -u -w 1 10.0.0.2 12345; tc -n c1 -s filter show dev B ingress | grep Sent; tc -n c1 qdisc del dev B clsact; tc filter del dev $locus pref 1; done
done
ip link del br1
