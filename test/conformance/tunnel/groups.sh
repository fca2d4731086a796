# The groups of a GRE tunnel are asked for at its other end, or by their own octets where it has none
# oracle: vm
ip link add t1 type gre local 10.0.0.1 remote 10.0.0.2
ip maddress show dev t1
ip link set t1 up
sleep 2
ip maddress show dev t1
ip link add t2 type gre local 10.0.0.1
ip maddress show dev t2
ip link set t2 up
sleep 2
ip maddress show dev t2
grep ' t[12] ' /proc/net/dev_mcast
ip link add t3 type ipip local 10.0.0.1 remote 10.0.0.2
ip link set t3 up
ip maddress show dev t3
ip -j maddress show dev t1
ip link set t1 down
ip maddress show dev t1
sysctl -qw net.ipv6.conf.t1.disable_ipv6=1
ip maddress show dev t1
ip link del t1
ip link del t2
ip link del t3
