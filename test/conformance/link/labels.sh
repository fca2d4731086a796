# A label means its device to programs that ask for a number; a link that is asked for by its name is none.
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add v0 address 02:00:00:00:00:01 type veth peer name v1 address 02:00:00:00:00:02
ip link property add dev v0 altname other
ip addr add 10.0.0.1/24 dev v0:7
ip addr add 10.0.0.2/24 dev v0:1 label v0:1
ip link set v0:1 up
ip link set v1 up
sleep 1.2
ip addr show v0:1
ip addr show label v0 'v0:*'
ip addr show dev v0:2 up
ip link show v0:1
ip -br link show dev v0:1
ip link show :1
ip addr show nosuch:1
ip link set other:1 alias x
ip link set v0:1234567890123456789 alias x
ip link set :1 alias x
ip link set v0: alias y
ip route add 10.1.0.0/24 dev v0:1
ip -o route show dev v0:1
ip route get 10.0.0.5 oif v0:1
ip neigh add 10.0.0.9 lladdr 02:00:00:00:00:09 dev v0:1
ip neigh show dev v0:1
ip neigh get 10.0.0.9 dev v0:1
ip nexthop add id 1 dev v0:1
ip rule add iif v0:1
ip rule
ip maddr add 01:00:5e:00:00:09 dev v0:1
ip maddr show dev v0:1
ip netconf show dev v0:1
tc qdisc add dev v0:1 root handle 1: pfifo
tc qdisc show dev v0:1
brctl addbr br0
brctl addif br0 v0:1
brctl addif br0 other:1
bridge link set dev v0:1 cost 5
bridge fdb add 02:00:00:00:00:0a dev v0:1 master
bridge fdb show dev v0:1
bridge link show dev v0:1
bridge mdb show dev br0:1
ip link show master br0:1
brctl delif br0 v0:7
brctl addif br0:1 v0
brctl addif br0:1 nosuch:1
ip link add t1:1 type bridge
ip link set v1 name v1:1
ip link add link v1:1 name mv0 address 02:00:00:00:00:03 type macvlan
ip link set v0:1 nomaster
ip addr del 10.0.0.2/24 dev v0:5
ip addr flush dev v0:5
ip addr
ip link del v0:1
ip link show v0
sleep 1
