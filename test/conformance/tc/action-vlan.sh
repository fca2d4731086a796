# Tags put on, taken off and changed by filters
# oracle: vm
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip netns add c1
ip netns exec c1 sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:01 type veth peer name B address 02:00:00:00:00:02 netns c1
ip link set A up
ip addr add 10.0.0.1/24 dev A
ip -n c1 link set B up
ip -n c1 link add link B name B.5 type vlan id 5
ip -n c1 link set B.5 up
ip -n c1 addr add 10.0.0.2/24 dev B.5
ip neigh add 10.0.0.2 lladdr 02:00:00:00:00:02 dev A nud permanent
ip -n c1 neigh add 10.0.0.1 lladdr 02:00:00:00:00:01 dev B.5 nud permanent
ping -c 1 -W 0.3 10.0.0.2
tc qdisc add dev A clsact
tc filter add dev A egress protocol ip pref 1 matchall action vlan push id 5
tc filter add dev A ingress protocol 802.1q pref 1 matchall action vlan pop
tc filter show dev A egress
tc filter show dev A ingress
tc -j filter show dev A egress
tc -j filter show dev A ingress
ping -c 2 -i 0.2 -W 0.3 10.0.0.2
tc -s filter show dev A egress | grep Sent
tc -s filter show dev A ingress | grep Sent
ip -s link show A
ip -n c1 -s link show B.5
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action vlan push protocol 802.1Q id 7 priority 3 action vlan modify id 5 action pass
tc filter show dev A egress
ping -c 1 -W 0.3 10.0.0.2
tc filter del dev A egress
tc filter add dev A egress protocol ip pref 1 matchall action vlan push id 9 pass
tc filter show dev A egress
ping -c 1 -W 0.3 10.0.0.2
tc filter add dev A egress protocol ip pref 2 matchall action vlan modify id 0x6 protocol 802.1ad priority 7 index 30
tc filter add dev A egress protocol ip pref 3 matchall action vlan pop continue
tc filter show dev A egress
tc -j filter show dev A egress
tc filter del dev A egress
tc filter add dev A egress protocol ip matchall action vlan
tc filter add dev A egress protocol ip matchall action vlan pass
tc filter add dev A egress protocol ip matchall action vlan push
tc filter add dev A egress protocol ip matchall action vlan push id
tc filter add dev A egress protocol ip matchall action vlan push id x
tc filter add dev A egress protocol ip matchall action vlan push id 4095
tc filter add dev A egress protocol ip matchall action vlan push id 5000
tc filter add dev A egress protocol ip matchall action vlan push id 70000
tc filter add dev A egress protocol ip matchall action vlan pop id 5
tc filter add dev A egress protocol ip matchall action vlan pop priority 5
tc filter add dev A egress protocol ip matchall action vlan pop protocol 802.1q
tc filter add dev A egress protocol ip matchall action vlan push pop
tc filter add dev A egress protocol ip matchall action vlan modify
tc filter add dev A egress protocol ip matchall action vlan push id 5 priority 8
tc filter add dev A egress protocol ip matchall action vlan push id 5 priority x
tc filter add dev A egress protocol ip matchall action vlan push id 5 protocol ip
tc filter add dev A egress protocol ip matchall action vlan push id 5 protocol zz
tc filter add dev A egress protocol ip matchall action vlan push id 5 index x
tc filter add dev A egress protocol ip matchall action vlan push id 5 fast
tc filter add dev A egress protocol ip matchall action vlan swap
tc filter add dev A egress protocol ip matchall action vlan help
tc filter show dev A egress
