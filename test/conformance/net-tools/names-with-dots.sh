# What net-tools look for as a name: figures with a dot at the end, and nothing at all.
# oracle: root
ip link add A type veth peer name B
ip addr add 10.1.0.1/8 dev A
route del -net 10.9.00./16
route del -net 10.9.0.0.
route del -net .10.9
route add -host 1..2. dev A
route add -host '' dev A
route del -net ''
route add default gw '' dev A
ifconfig A 10.9.00.
ifconfig A 10..1
ifconfig A netmask 1.
arp -s 10.9.00. 02:00:00:00:00:01
arp -s '' 02:00:00:00:00:01
arp -d 10.9.
ifconfig lo add 224.0.0.1
ifconfig A add 224.0.0.1
ifconfig A add 0.0.0.0
ifconfig A del 224.0.0.1
ip -4 addr show dev A
ethtool -i A
