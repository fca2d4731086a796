# Where a device is meant, its name may have a label's colon behind it, but not where a link is asked for by name
# oracle: root
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link set v0:1 up
ip link set dev v1:any up
sysctl -qw net.ipv6.conf.v0.accept_dad=0 net.ipv6.conf.v1.accept_dad=0
sleep 1.5
ip addr add 10.0.0.1/24 dev v0:1
ip addr add 10.0.0.2/24 dev v0:1 label v0:1
ip -4 addr show v0:1
ip -4 addr show dev v0:9
ip link show v0:1
ip -br link show dev v0:1
ip link show dev nosuch:1
ip route add 10.1.0.0/24 dev v0:1
ip route add 10.2.0.0/24 via 10.0.0.9 dev v0:1
ip route add 10.3.0.0/24 dev nosuch:1
ip route show dev v0:1
ip route get 10.1.0.1 oif v0:1
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0:1
ip neigh show dev v0:1
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev :1
ip rule add iif v0:1 table 5
ip rule
ip rule del table 5
tc qdisc add dev v0:1 root pfifo limit 7
tc qdisc show dev v0:1
tc qdisc add dev nosuch:1 root pfifo
tc qdisc del dev v0:1 root
ip addr add 10.0.0.3/24 dev v0:too-long-a-label
ip addr add 10.0.0.3/24 dev nosuch:1
ip addr add 10.0.0.3/24 dev if2:1
ip link add link v0:1 name mv address 02:00:00:00:00:03 type macvlan
ip link add v0:2 type bridge
ip link add br0 address 02:00:00:00:00:04 type bridge
ip link set v1:1 master br0:1
bridge link show dev v1:1
bridge fdb show dev v1:1
bridge fdb add 02:00:00:00:00:10 dev v1:1 master
bridge fdb show dev v1:1
bridge link set dev v1:1 cost 5
bridge link show dev nosuch:1
ip addr del 10.0.0.1/24 dev v0:1
ip addr flush dev v0:1
ip link del br0:1
ip link del v0:1 type macvlan
ip link del v0:1
ip link del v0:1
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip addrlabel add prefix 2001:db8::/32 dev v0:1 label 7
ip addrlabel show dev v0:1
ip addrlabel del prefix 2001:db8::/32 dev v0:1 label 7
ip addrlabel add prefix 2001:db8::/32 dev nosuch:1 label 7
ip link add vx address 02:00:00:00:00:05 type vxlan id 5 dev v0:1 remote 192.0.2.1 dstport 4789
ip -d link show vx
bridge fdb add 02:00:00:00:00:06 dev vx:1 dst 192.0.2.2 via v0:1
bridge fdb show dev vx
bridge fdb add 02:00:00:00:00:06 dev vx:1 dst 192.0.2.2 via nosuch:1
ip link add mv link nosuch:1 type macvlan
ip link set v0:1 name v9
ip link set v1:1 address nonsense
ip monitor link dev nosuch:1
ip link del vx
ip link del v9:0
