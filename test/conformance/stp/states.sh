# States of ports by hand, without a spanning tree and with one
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
bridge link set dev A state forwarding
bridge link set dev A state disabled
for dev in br0 A B; do ip link set $dev up; done
sleep 1.2
bridge link set dev A state 4
bridge link
bridge link set dev A state listening
bridge link
bridge link set dev A state LEARNING
bridge link
bridge link set dev A state disabled
bridge link
bridge link set dev A state 3
bridge link
bridge link set dev A state blocked
bridge link set dev A state 5
bridge link set dev A state
ip link set A type bridge_slave state 2
bridge link
ip link set A type bridge_slave state 7
ip link set A type bridge_slave state forwarding
ip link set br0 type bridge stp_state 1
bridge link set dev A state 4
ip link set A type bridge_slave state 0
bridge link
