# Spanning tree switched on and off on a bridge that works
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
for dev in br0 A B; do ip link set $dev up; done
bridge link
ip link set br0 type bridge stp_state 1
bridge link
brctl showstp br0 | grep -v timer
ip link set A down
ip link set A up
sleep 1.2
bridge link
ip link set br0 type bridge stp_state 0
bridge link
ip link set br0 type bridge priority 4096
brctl showstp br0 | grep -v timer
ip link set br0 down
brctl showstp br0
ip link set br0 type bridge stp_state 1 forward_delay 100
ip -d link show br0 | grep -o 'forward_delay [0-9]*'
