# What listeners hear when the link below goes: those that stand on it go first, after its addresses
# oracle: vm
ip link add dm0 type dummy
ip link add br0 type bridge
for each in dm0 br0; do sysctl -qw net.ipv6.conf.$each.addr_gen_mode=1; done
sysctl -qw net.ipv6.conf.default.addr_gen_mode=1 net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0
ip link set dm0 up
ip addr add 10.0.0.1/24 dev dm0
ip link add link dm0 name vl0 type vlan id 5
ip link add link vl0 name vl1 type vlan id 6
ip link add mv0 link dm0 type macvlan mode bridge
ip link add mv1 link dm0 type macvlan mode bridge bcqueuelen 2000
ip link set mv0 up
ip link set mv1 up
ip link set vl0 up
ip link set vl1 up
ip addr add 10.0.1.1/24 dev vl0
ip addr add 10.0.2.1/24 dev mv0
ip link set mv1 master br0
ip link set br0 up
sleep 3
ip -d monitor link address route > /run/told &
sleep 0.5
ip link del mv0
sleep 0.5
ip link del dm0
sleep 1
kill %1
sleep 0.5
sed -E 's/gc_timer +[0-9.]+/gc_timer T/; s/(hold|message_age|forward_delay)_timer +[0-9.]+/\1_timer T/g' /run/told
ip link
ip link del br0
