# A macvlan interface of passthru mode takes the address below
# oracle: root
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link add link A name p type macvlan mode passthru
ip link show p
ip link set A up
ip link set p up
ip -d link show A | grep promiscuity
ip link set p address 02:00:00:00:00:55
ip link | grep ether | sort
ip link set A address 02:00:00:00:00:66
ip link | grep ether | sort
ip link set p down
ip -d link show A | grep promiscuity
ip link add link A name q type macvlan
ip link del A
