# Mistakes with pedit
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc qdisc add dev A clsact
tc filter add dev A egress matchall action pedit
tc filter add dev A egress matchall action pedit ex
tc filter add dev A egress matchall action pedit pass
tc filter add dev A egress matchall action pedit ex pass
tc filter add dev A egress matchall action pedit munge
tc filter add dev A egress matchall action pedit munge ip
tc filter add dev A egress matchall action pedit munge ip ttl
tc filter add dev A egress matchall action pedit munge ip ttl 5
tc filter add dev A egress matchall action pedit munge ip ttl set
tc filter add dev A egress matchall action pedit munge ip ttl set x
tc filter add dev A egress matchall action pedit munge ip ttl set 256
tc filter add dev A egress matchall action pedit munge ip ttl add 1
tc filter add dev A egress matchall action pedit munge ip ttl decrement
tc filter add dev A egress matchall action pedit ex munge ip tos decrement
tc filter add dev A egress matchall action pedit munge ip foo set 5
tc filter add dev A egress matchall action pedit munge ip src set 10.0.0
tc filter add dev A egress matchall action pedit munge ip src set fd00::1
tc filter add dev A egress matchall action pedit munge ip src set x
tc filter add dev A egress matchall action pedit munge ip6 src set fd00::1
tc filter add dev A egress matchall action pedit ex munge ip6 src set 10.0.0.1
tc filter add dev A egress matchall action pedit ex munge ip6 src set fd00::1 retain 5
tc filter add dev A egress matchall action pedit munge eth dst set 02:00:00:00:00:01
tc filter add dev A egress matchall action pedit ex munge eth dst set 02:00:00:00:00
tc filter add dev A egress matchall action pedit ex munge eth dst set 02:00:00:00:00:0g
tc filter add dev A egress matchall action pedit ex munge eth type set 70000
tc filter add dev A egress matchall action pedit munge tcp dport set 5
tc filter add dev A egress matchall action pedit ex munge ip dport set 5
tc filter add dev A egress matchall action pedit ex munge tcp dport set 65536
tc filter add dev A egress matchall action pedit ex munge tcp foo set 5
tc filter add dev A egress matchall action pedit ex munge icmp type set 5
tc filter add dev A egress matchall action pedit ex munge foo bar set 5
tc filter add dev A egress matchall action pedit ex munge foo
tc filter add dev A egress matchall action pedit munge offset
tc filter add dev A egress matchall action pedit munge offset x
tc filter add dev A egress matchall action pedit munge offset 0
tc filter add dev A egress matchall action pedit munge offset 0 u64 set 5
tc filter add dev A egress matchall action pedit munge offset 0 u8
tc filter add dev A egress matchall action pedit munge offset 0 u8 set 300
tc filter add dev A egress matchall action pedit munge offset 2 u32 set 5
tc filter add dev A egress matchall action pedit munge offset 3 u16 set 5
tc filter add dev A egress matchall action pedit munge offset 0 u16 set 5 retain x
tc filter add dev A egress matchall action pedit munge offset 0 u16 set 5 foo
tc filter add dev A egress matchall action pedit munge offset 0 u16 set 5 index x
tc filter add dev A egress matchall action pedit ex munge ip ttl set 5 pedit ex munge ip ttl set 6
tc filter add dev A egress matchall action pedit munge ip ttl set 5 ex munge ip ttl set 6
tc filter add dev A egress matchall action pedit help
tc filter add dev A egress matchall action pedit foo
tc filter show dev A egress
tc actions add action pedit ex munge ip ttl set 7 index 3
tc actions add action pedit ex munge ip ttl set 7 index 3
tc actions change action pedit munge offset 0 u8 set 0x45 pipe index 3
tc actions ls action pedit
tc -j actions ls action pedit
tc filter add dev A egress pref 1 matchall action pedit index 3
tc filter add dev A egress pref 2 matchall action pedit ex munge ip ttl set 9 index 3
tc filter show dev A egress
tc actions del action pedit index 3
tc filter del dev A egress
tc actions del action pedit index 3
tc actions get action pedit index 3
