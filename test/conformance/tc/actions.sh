# Actions by themselves: made, shown, changed, bound to filters by their numbers, deleted and flushed
# oracle: vm
ip link add A type veth peer name B
ip link set A up
tc actions ls action gact
tc actions add action drop index 5
tc actions add action pass
tc actions add action gact reclassify index 9
tc actions ls action gact
tc actions list action gact
tc -j actions ls action gact
tc actions get action gact index 5
tc -j actions get action gact index 5
tc actions add action mirred egress redirect dev A index 2 action vlan push id 7
tc actions ls action mirred
tc actions ls action vlan
tc actions change action pass index 5
tc actions replace action continue index 30
tc actions ls action gact
tc qdisc add dev A clsact
tc filter add dev A ingress protocol ip pref 1 matchall action gact index 5
tc filter add dev A ingress protocol ip pref 2 matchall action vlan index 1 action mirred index 2
tc filter show dev A ingress
tc -j filter show dev A ingress
tc actions ls action gact
tc actions get action mirred index 2
tc actions change action drop index 5
tc filter show dev A ingress
tc actions del action gact index 5
tc actions del action gact index 9
tc actions del action gact index 9
tc actions flush action gact
tc actions ls action gact
tc filter del dev A ingress pref 1
tc actions ls action gact
tc actions flush action gact
tc actions ls action gact
tc filter add dev A ingress protocol ip pref 3 matchall action drop
tc actions ls action gact
tc actions add action pass index 1
tc actions change action pass index 1
tc filter show dev A ingress
tc actions flush action gact
tc actions flush action vlan
tc qdisc del dev A clsact
tc actions ls action vlan
tc actions ls action mirred
tc actions flush action mirred
tc actions ls action mirred
tc actions add action police rate 1mbit burst 10k index 3
tc actions ls action police
tc -j actions ls action police
tc -s actions ls action police | sed 's/[0-9]* sec/N sec/g'
tc actions del action police index 3
