# What ifconfig shows of devices, labels and those that are down
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add br0 type bridge mcast_snooping 0
ip link set A master br0
ip link set A up
ip link set B up
ip link set br0 up
ip addr add 10.0.0.1/24 dev br0
ip addr add 10.0.0.2/24 brd + dev B
ip addr add 10.0.1.2/24 brd + label B:1 dev B
sleep 0.1
ifconfig lo
ifconfig br0
ifconfig B:1
ifconfig B
ifconfig -s
ip link set br0 down
ifconfig
ifconfig -a
ifconfig -s -a
netstat -i
netstat -ie
netstat -ia
ifconfig B promisc
ifconfig B allmulti
ifconfig B -arp
ifconfig -s B
ifconfig B
ifconfig nope
ifconfig -s nope
ifconfig -x
ifconfig --nope
