# Keys of flower that the protocol has no room for, devices that are not there, and addresses as iproute2 reads them (found by fuzzing).
# oracle: vm
ip link add A type veth peer name B
tc qdisc add dev A clsact
tc filter add dev A ingress protocol arp flower ip_tos 4
tc filter add dev A ingress protocol arp flower ip_ttl 4
tc filter add dev A ingress protocol all flower ip_tos 4
tc filter add dev A ingress protocol ip flower ip_tos x
tc filter add dev A ingress protocol ip flower indev nosuch
tc filter add dev A ingress protocol ip flower indev B
tc filter add dev A ingress protocol ip flower dst_ip 1.00.0.2/32
tc filter add dev A ingress protocol ip flower dst_ip 10.0/16
tc filter add dev A ingress protocol ip flower src_ip 10.0.0.1/255.255.0.0
tc filter add dev A ingress protocol ipv6 flower src_ip 10.0.0.1
tc filter add dev A ingress protocol ip flower ip_proto icmp type 8 code 0
tc filter add dev A ingress protocol ip flower nosuch
tc filter add dev A ingress matchall action drop pass
tc filter show dev A ingress
tc filter del dev A ingress
ip link del A
