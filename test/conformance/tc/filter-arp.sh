# flower looks into ARP: who asks, for whom, what it is, and the hardware addresses
# oracle: vm
ip netns add b
ip link add A type veth peer name A netns b
sysctl -q -w net.ipv6.conf.A.disable_ipv6=1
ip netns exec b sysctl -q -w net.ipv6.conf.A.disable_ipv6=1
ip addr add 10.0.0.1/24 dev A
ip link set A up
ip -n b addr add 10.0.0.2/24 dev A
ip -n b link set A up
ip netns exec b tc qdisc add dev A clsact
ip netns exec b tc filter add dev A ingress protocol arp pref 1 handle 101 flower arp_op request arp_tip 10.0.0.9 action pass
ip netns exec b tc filter add dev A ingress protocol arp pref 2 handle 102 flower arp_op request arp_sip 10.0.0.0/30 arp_tip 10.0.0.8/29 action drop
ip netns exec b tc filter add dev A ingress protocol arp pref 3 handle 103 flower arp_op 2 action pass
ip netns exec b tc filter add dev A ingress protocol arp pref 4 handle 104 flower arp_tha 00:00:00:00:00:00 arp_sha 02:00:00:00:00:00/ff:00:00:00:00:00 action pass
ip netns exec b tc filter add dev A egress protocol arp pref 1 handle 101 flower arp_op reply arp_sip 10.0.0.2 action pass
ip netns exec b tc filter show dev A ingress
ip netns exec b tc -j filter show dev A ingress
ip netns exec b tc filter show dev A egress
ping -c 1 -W 1 10.0.0.9 | grep -c '0 received'
ping -c 1 -W 1 10.0.0.10 | grep -c '0 received'
ping -q -c 1 10.0.0.2 | grep -c '1 received'
ip netns exec b tc -s filter show dev A ingress | grep -c 'Sent 0 bytes'
ip netns exec b tc -s filter show dev A egress | grep -c 'Sent 42 bytes 1 pkt\|Sent 28 bytes 1 pkt'
ip netns exec b tc filter add dev A ingress protocol ip flower arp_tip 10.0.0.9 action pass
ip netns exec b tc filter add dev A ingress protocol ip flower arp_op request action pass
ip netns exec b tc filter add dev A ingress protocol ip flower arp_sha 02:00:00:00:00:00 action pass
ip netns exec b tc filter add dev A ingress protocol arp flower arp_tip x action pass
ip netns exec b tc filter add dev A ingress protocol arp flower arp_tip 2001:db8::1 action pass
ip netns exec b tc filter add dev A ingress protocol arp flower arp_op x action pass
ip netns exec b tc filter add dev A ingress protocol arp flower arp_op 300 action pass
ip netns exec b tc filter add dev A ingress protocol arp flower arp_sha x action pass
ip netns exec b tc filter add dev A ingress protocol ip flower src_mac x action pass
ip netns exec b tc filter add dev A ingress protocol ip flower dst_mac 02:00:00:00:00:00/ff:xx action pass
ip netns exec b tc filter add dev A ingress protocol ip flower dst_mac 02:00:00:00:00:00/x action pass
ip netns exec b tc filter add dev A ingress protocol arp flower arp_sip
ip link del A
