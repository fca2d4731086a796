# IPv6 packets that filters write to
# oracle: vm
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
sysctl -qw net.ipv6.conf.default.accept_dad=0 net.ipv6.conf.default.router_solicitations=0
ip netns exec c1 sysctl -qw net.ipv6.conf.default.router_solicitations=0
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add fd00::1/64 dev A
ip -n c1 link set B up
ip -n c1 addr add fd00::2/64 dev B
ip neigh add fd00::2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip neigh add fd00::9 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add fd00::1 lladdr 02:00:00:00:00:01 dev B nud permanent
tc qdisc add dev A clsact
sleep 1
ping -c 1 -W 0.3 fd00::9
tc filter add dev A egress protocol ipv6 pref 1 flower dst_ip fd00::9 action pedit ex munge ip6 dst set fd00::2
tc filter show dev A egress
tc -j filter show dev A egress
ping -c 1 -W 0.3 fd00::9
ip netns exec c1 cat /proc/net/snmp6 | grep -E 'Icmp6(InErrors|InCsumErrors)'
tc filter del dev A egress
tc filter add dev A egress protocol ipv6 pref 1 flower dst_ip fd00::9 action pedit ex munge ip6 dst set fd00::2 pipe action csum icmp
tc filter add dev A ingress protocol ipv6 pref 1 flower src_ip fd00::2 action pedit ex munge ip6 src set fd00::9 munge ip6 hoplimit set 33 pipe action csum icmp
ping -c 1 -W 0.3 fd00::9
tc filter del dev A egress
tc filter add dev A egress protocol ipv6 pref 1 flower dst_ip fd00::9 action pedit ex munge ip6 traffic_class set 0x20 munge ip6 flow_lbl set 5 munge ip6 hoplimit decrement munge ip6 nexthdr preserve munge eth type set 0x86dd pipe action pedit ex munge ip6 payload_len retain 0 munge udp dport set 7
tc filter add dev A egress protocol ipv6 pref 2 flower dst_ip fd00::9 action pedit ex munge ip6 payload_len add 0 munge udp dport set 7
tc filter show dev A egress
tc filter del dev A egress
tc filter add dev A egress protocol ipv6 pref 1 matchall action pedit ex munge udp dport set 7
ping -c 1 -W 0.3 fd00::2
tc -s filter show dev A egress | grep Sent
tc filter del dev A ingress
tc filter del dev A egress
ping -c 1 -W 0.3 fd00::2
