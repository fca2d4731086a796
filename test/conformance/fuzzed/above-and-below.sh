# what links above ask of those below, and what may not stand on itself
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br1 type bridge
ip link add mv0 link br1 address 02:00:00:00:01:01 type macvlan mode bridge
ip link set mv0 master br1
brctl addif br1 mv0
ip link add A type veth peer name B
ip link add mv1 link A type macvlan mode bridge
ip maddr show dev A
ip link set mv1 up
ip maddr show dev A
ip link set A up
ip maddr show dev A
ip link set mv1 down
ip maddr show dev A
ifconfig br1:0 172.17.42.2
ip addr show br1
ip addr add 172.17.42.4/32 scope link dev br1
ifconfig br1 172.17.42.4/16
ip -o -4 addr show br1
ifconfig nosuch -promisc
ifconfig nosuch -broadcast
tc qdisc del dev B ingress
tc qdisc add dev B ingress
tc qdisc del dev B ingress
tc qdisc del dev B ingress
tc qdisc replace dev B root pfifo_fast limit 10
tc qdisc replace dev B root noqueue limit 10
bridge fdb flush dev lo
ip tuntap add tap0 mode tap
ip link set tap0 carrier on
ip link set tap0 carrier off
ip link add vx0 type vxlan remote 10.0.0.2
ip link add vx0 type vxlan id 3 external
