# What people get wrong with actions by themselves
# oracle: vm
ip link add A type veth peer name B
tc actions
tc actions add
tc actions add action
tc actions add action drop action
tc actions add action odd
tc actions add action gact
tc actions add action gact odd
tc actions add drop index 7
tc actions add action drop index 7
tc actions add action drop index x
tc actions add action drop help
tc actions add action drop index
tc actions add action mirred egress redirect dev nope
tc actions add action mirred egress
tc actions add action vlan push id 4095
tc actions add action pass index 50 action drop index 50
tc actions ls action gact
tc actions change action vlan pop index 9 action vlan push id 4095 index 10
tc actions ls action vlan
tc actions get action gact index 8
tc actions get action gact
tc actions get action gact index
tc actions get action gact index x
tc actions get action odd index 1
tc actions get
tc actions del action gact index 8
tc actions del action gact
tc actions del action odd index 3
tc actions del action gact index 7 action gact index 8
tc actions ls action gact
tc actions ls
tc actions ls action
tc actions ls action odd
tc actions ls gact
tc actions flush
tc actions flush action
tc actions flush action odd
tc actions show action gact since x
tc actions frob
tc actions help
tc action ls action gact
tc a ls action gact
tc qdisc add dev A clsact
tc filter add dev A ingress protocol ip matchall action gact index 70
tc filter add dev A ingress protocol ip matchall action vlan index 70
tc filter add dev A ingress protocol ip matchall action mirred index 70
tc filter add dev A ingress protocol ip matchall action police index 70
tc filter add dev A ingress protocol ip matchall action drop action
tc filter add dev A ingress protocol ip matchall action drop help
tc filter add dev A ingress protocol ip matchall action drop add
tc filter show dev A ingress
