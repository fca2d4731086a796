# What is wrong first is what route and tc tell: words are read one after the other, and both ends before any name.
# oracle: root
ip link add A type veth peer name B
ip link set A up
route add -net dev 10.10.0.0/24 A
route add -net nosuch/24 foo bar
route add -net 10.1.0.0/xx foo bar
route add -host 10.1.1.1 gw nosuch metric
route add -net 10.1.1.0/24 netmask 255.255.255.0 dev A
route add -net 10.1.1.0 netmask nosuch dev A xx
route add -net 10.0.0.0/0x8 dev A
route add -net 128.0.0.0/33 dev A
route add 10.9.9.7/0 A
route add -net '' dev A
route -6 add fd01::/64 gw nosuch xx yy
route -6 add fd01::/64 netmask 64 dev A
ip route
ip route add unreachable 10.3.0.0/16 metric 4294967295
route -n
tc qdisc del dev A root dev
tc qdisc add dev A handle 1: handle
tc qdisc add dev A parent 1: parent
tc class show dev A parent 1: parent 2:
tc class show dev A classid 1:1 classid 1:2
tc qdisc add dev A root handle 1: htb
tc qdisc link dev A parent 1:10 handle 10: pfifo limit 5
tc qdisc change dev A parent 1:10 pfifo
tc qdisc del dev A parent 1:10
tc qdisc add dev A parent 1: handle 9: pfifo
tc class add dev A parent 1: classid 1:10 htb rate 1mbit
tc qdisc add dev A parent 1:10 handle 9: pfifo
tc qdisc change dev A parent 9:1 pfifo
ip link add A type veth peer name C mtu 10
ip link add A type veth peer name C address 01:00:00:00:00:01
ip link add C type veth peer name D index 1
ip link add E index 33 type veth peer name F index 1
ip link add E index 33 type veth peer name F index 33
ip -br link | cut -c1-10
ethtool -i a-name-that-is-too-long
ethtool -S a-name-that-is-too-long
ethtool -k a-name-that-is-too-long
ip nexthop add id 10 group 1,3/abc
ip route replace 10.10.0.0/24 dev if99b
ip addr add 10.1.0.1/24 dev if3rd
ip addr show dev if3
ip link show if3
ip route show dev if99
ip route get 10.1.1.1 oif if99
ip nexthop add id 1 dev if99
tc qdisc show dev if99
bridge fdb add 02:00:00:00:00:01 dev if99
ip link set A master if99
ifconfig A 172.17.42.1/
ifconfig A 172.17.42.1/033
ifconfig A 172.17.42.1/8x
