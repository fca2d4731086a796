# Packets that filters write to, and sums that they make anew
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
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B nud permanent
ip -n c1 neigh add 10.0.0.7 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev A clsact
ip netns exec c1 tcpdump -lnvvei B --immediate-mode > /root/seen 2> /dev/null &
sleep 0.5
# Without a new sum nobody takes it
tc filter add dev A egress protocol ip pref 1 matchall action pedit ex munge ip ttl set 5
tc filter show dev A egress
tc -j filter show dev A egress
ping -c 1 -W 0.3 10.0.0.2
ip netns exec c1 cat /proc/net/snmp | grep '^Ip:' | cut -d' ' -f 4,5
ip netns exec c1 cat /proc/net/netstat | grep '^IpExt:' | cut -d' ' -f 14
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action pedit ex munge ip ttl decrement munge ip tos add 0x10 retain 0xfc pipe action csum ip
tc filter show dev A egress
tc -j filter show dev A egress
ping -Q 0x04 -c 1 -W 0.3 10.0.0.2
tc filter del dev A egress
# Somebody else's address, and back
tc filter add dev A egress protocol ip pref 1 flower dst_ip 10.0.0.9 action pedit ex munge eth dst set 02:00:00:00:00:02 munge ip dst set 10.0.0.2 pipe action csum ip and udp
tc filter add dev A ingress protocol ip pref 1 flower src_ip 10.0.0.2 action pedit ex munge eth src set 02:00:00:00:00:09 munge ip src set 10.0.0.9 pipe action csum iph udp tcp icmp
tc filter show dev A egress
tc filter show dev A ingress
tc -j filter show dev A ingress
ping -c 2 -i 0.2 -W 0.3 10.0.0.9
tc -s filter show dev A egress | grep Sent
tc -s filter show dev A ingress | grep Sent
tc filter del dev A egress
tc filter del dev A ingress
# Ports, as octets by their offset, of a header, and added to
tc filter add dev A egress protocol ip pref 1 flower ip_proto udp action pedit munge offset 22 u16 set 7777
tc filter show dev A egress
tc -j filter show dev A egress
echo one | nc -u -w 1 10.0.0.2 9999
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 flower ip_proto udp action pedit ex munge udp dport add 1 munge udp sport set 4242 pipe action csum udp
tc filter show dev A egress
echo two | nc -u -w 1 10.0.0.2 9999
echo two | nc -u -w 1 10.0.0.2 255
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 flower ip_proto udp action pedit munge ip dport set 53 munge ip df set 0x40 munge ip src set 10.0.0.7 pipe action csum ip
tc filter show dev A egress
echo three | nc -u -w 1 10.0.0.2 9999
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 flower ip_proto udp action pedit ex munge tcp flags set 2 munge offset 28 u8 invert munge offset 0 u32 at 0 0f 0 preserve
tc filter show dev A egress
tc -s filter show dev A egress | grep Sent
echo four | nc -u -w 1 10.0.0.2 9999
tc -s filter show dev A egress | grep Sent
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 flower ip_proto udp action pedit munge offset 1000 u32 set 5 munge offset -14 u16 set 0x0200
echo five | nc -u -w 1 10.0.0.2 9999
tc -s filter show dev A egress | grep Sent
tc filter del dev A egress
# What goes to a discipline
tc qdisc add dev A root handle 1: prio
tc filter add dev A parent 1: protocol ip pref 1 matchall flowid 1:2 action pedit ex munge ip ttl set 9 pipe action csum ip
ping -c 1 -W 0.3 10.0.0.2
ip netns exec c1 cat /proc/net/snmp | grep -A 1 '^Udp:' | cut -d' ' -f 2-5,8
sleep 0.3
kill %1
wait
sed -E -e 's/^[0-9:.]+ //' -e 's/ id [0-9]+,/ id N,/g' -e 's/cksum 0x[0-9a-f]{4}( .> 0x[0-9a-f]{4}!)?/cksum X/' -e 's/bad cksum [0-9a-f]+ \(->[0-9a-f]+\)!/bad cksum/' -e 's/(10.0.0.[17]).[0-9]{5} /\1.P /' /root/seen | sed -E 's/seq 1|id N, seq/seq/'
