# Promiscuity is handed down to the link below, and listeners hear of that one first
# oracle: root
ip link add v0 type veth peer name p0
for each in v0 p0; do sysctl -qw net.ipv6.conf.$each.addr_gen_mode=1; done
ip link set v0 up
ip link set p0 up
ip link add mv0 link p0 type macvlan mode bridge
ip link add mv1 link mv0 type macvlan mode bridge
ip link set mv0 up
ip link set mv1 up
sleep 2
ip -d monitor link > /run/told &
sleep 0.5
ip link set mv0 promisc on
sleep 0.1
ip link set mv1 promisc on
sleep 0.1
ip link set mv0 promisc off
sleep 0.1
ip link set mv1 promisc off
sleep 0.1
ip link set mv1 promisc on
sleep 0.2
kill %1
sleep 0.1
cut -c1-120 /run/told
ip link del v0
