# what ioctls and old programs say: rules that refuse, types of routes, devices that are down or not there
# oracle: root
ip link add A type veth peer name B
ip link set A addrgenmode none
ip link set B addrgenmode none
ip link set A up
ip link set B up
ip addr add 10.0.0.5/8 dev A
ip rule add not from 10.0.0.0/8 blackhole
arp -s 10.0.0.7 02:00:00:00:00:07
route add -net 10.9.0.0 netmask 255.255.0.0 gw 10.0.0.7
ip rule del not from 10.0.0.0/8 blackhole
ip rule add not from 10.0.0.0/8 prohibit
arp -s 10.0.0.7 02:00:00:00:00:07
route add -net 10.9.0.0 netmask 255.255.0.0 gw 10.0.0.7
ip rule del not from 10.0.0.0/8 prohibit
ip route add prohibit 8.8.8.8
route del -host 8.8.8.8
ip route add unreachable 8.8.4.4
route del -host 8.8.4.4
route del -host 8.8.4.4 reject
ip route
ifconfig br0 172.17.42.5 netmask 255.255.255.0
ifconfig br0 up mtu 5
tc qdisc show dev an-interface-name-too-long
ip nexthop add id 3 blackhole
ip link set lo down
ip nexthop add id 4 blackhole
ip -6 nexthop add id 5 blackhole
ip nexthop
ip link set lo up
ip link set lo mtu 60
ip maddr show dev lo
ip link set lo mtu 1500
ip maddr show dev lo
