# Words behind an action are more actions; numbers of filters; what the address family says of keys (found by fuzzing).
# oracle: root
ip link add A type veth peer name B
tc
tc -s -d
tc -help
tc filter del dev A handle x basic action
tc filter del dev A handle x basic
tc filter add dev A handle x basic action
tc filter add dev A handle 99999999999999999999 basic
tc filter del dev A handle 5y matchall
tc filter add dev A ingress basic action drop foo
tc filter add dev A ingress matchall action drop 10.0.0.1
tc filter add dev A ingress matchall action drop drop
tc filter add dev A ingress matchall action drop pipe action pass
tc filter add dev A ingress matchall action drop action
tc filter add dev A ingress matchall action action
tc filter add dev A ingress matchall action drop help
tc filter add dev A ingress matchall action help
tc filter add dev A ingress matchall action drop add
tc filter add dev A ingress matchall action drop classid x
tc filter add dev A ingress u32 match u32 0 0 action drop foo
tc filter add dev A ingress matchall action mirred egress redirect dev B foo
tc filter add dev A ingress matchall action police rate 1mbit burst 9k drop foo
tc filter add dev A ingress matchall action gact foo
tc filter add dev A ingress matchall action gact
tc filter add dev A ingress protocol arp flower ip_proto tcp dst_port 80
tc filter add dev A ingress flower ip_proto tcp
tc filter add dev A ingress protocol ip flower ip_proto icmpv6
tc filter add dev A ingress protocol ip flower ip_proto x
tc filter add dev A ingress protocol ip flower src_ip fd00::1
tc filter add dev A ingress protocol arp flower type 4
tc filter add dev A ingress protocol ip flower ip_proto icmp type x
tc filter add dev A ingress protocol ip flower ip_proto icmp code 300
tc filter add dev A ingress protocol ip flower vlan_id 5
tc filter add dev A ingress protocol 802.1q flower vlan_id 5 vlan_ethtype x
tc filter del dev lo protocol all
tc filter del dev A
tc filter del dev A prio 5
tc filter del dev A matchall
tc filter del dev A ingress protocol all
tc filter del dev A parent 1: protocol ip
tc qdisc add dev A root handle 1: pfifo
tc filter del dev A parent 1: protocol all
tc filter del dev A parent 1:
ip link del A
