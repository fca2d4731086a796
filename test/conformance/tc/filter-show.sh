# Filters: what they match and do, where they hang, in what order, and what is refused
# oracle: vm
ip link add A type veth peer name B
ip link add C type dummy
ip link set A up
ip link set C up
tc filter add dev A ingress matchall action drop
tc filter add dev A matchall action drop
tc qdisc add dev A clsact
tc filter add dev A ingress matchall action drop
tc filter add dev A ingress matchall action pass
tc filter add dev A ingress pref 10 protocol ip u32 match ip src 10.0.0.0/24 match ip dport 80 0xffff action mirred egress mirror dev C
tc filter add dev A ingress pref 10 protocol ip u32 match ip dst 10.0.0.1 match ip protocol 17 0xff flowid 1:1
tc filter add dev A ingress pref 11 protocol ipv6 u32 match ip6 dst 2001:db8::/48 action drop
tc filter add dev A ingress pref 12 matchall action police rate 1mbit burst 20k conform-exceed drop/pipe action mirred egress redirect dev C
tc filter add dev A egress protocol ip flower ip_proto tcp dst_port 80 src_ip 10.0.0.0/24 dst_ip 10.0.0.1 action drop
tc filter add dev A egress protocol all flower dst_mac 02:00:00:00:00:01 src_mac 02:00:00:00:00:02/ff:ff:ff:00:00:00 action drop
tc filter add dev A egress protocol 802.1q pref 3 flower vlan_id 5 vlan_prio 3 vlan_ethtype ipv4 dst_ip 1.2.3.4 action drop
tc filter add dev A egress protocol ip pref 2 handle 0x5 flower indev B ip_tos 0x10 ip_ttl 3 skip_hw action pass
tc filter add dev A egress protocol ip pref 2 flower ip_proto icmp type 8 code 0 action drop
tc filter show dev A ingress
tc filter show dev A egress
tc -j filter show dev A egress
tc -j filter show dev A ingress pref 10
tc filter show dev A egress protocol ip
tc filter show dev A
# What is refused.
tc filter add dev A ingress pref 12 matchall action drop
tc filter add dev A ingress pref 10 protocol ip matchall action drop
tc filter add dev A ingress pref 10 protocol ipv6 u32 match ip src 1.1.1.1 action drop
tc filter add dev A egress protocol ip pref 2 handle 5 flower dst_ip 2.2.2.2 action drop
tc filter replace dev A ingress pref 12 handle 1 matchall action drop
tc filter add dev A ingress matchall
tc filter add dev A ingress u32 action drop
tc filter add dev A ingress foo action drop
tc filter add dev A ingress matchall action mirred egress redirect dev Z
tc filter add dev A ingress matchall action police rate 1mbit
tc filter add dev A ingress protocol ip u32 match ip dport 80 action drop
tc filter add dev A ingress protocol ip flower dst_port 80 action drop
tc filter add dev A ingress flower dst_ip 1.2.3.4 action drop
tc filter add dev A ingress protocol ip flower dst_ip x action drop
tc filter add dev A ingress pref x matchall action drop
tc filter add dev A ingress protocol foo matchall action drop
tc filter add dev A ingress egress matchall action drop
tc filter add dev Z ingress matchall action drop
tc filter del dev A ingress pref 66
tc filter del dev A ingress pref 10 protocol ipv6
tc filter show dev Z
tc filter foo
# Gone.
tc filter del dev A ingress pref 10 handle 800::800 u32
tc filter del dev A ingress pref 11
tc filter show dev A ingress pref 10
ip link del C
tc filter show dev A ingress pref 12
tc filter del dev A ingress
tc filter show dev A ingress
tc qdisc del dev A clsact
tc qdisc add dev A ingress
tc filter add dev A parent ffff: protocol ip prio 50 u32 match ip src 0.0.0.0/0 police rate 256kbit burst 10k drop flowid :1
tc filter show dev A parent ffff:
tc filter show dev A ingress
