# A guarded port that hears a spanning tree is disabled; a root block keeps it from the root
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1 forward_delay 500 hello_time 100
ip link add br1 address 02:00:00:00:00:02 type bridge stp_state 1 forward_delay 500 hello_time 100
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
ip link set B master br1
bridge link set dev B guard on
for dev in br1 B br0 A; do ip link set $dev up; done
bridge link
sleep 1.5
bridge link
brctl showstp br1 | grep -v timer | sed 's/CONFIG_PENDING //'
bridge link set dev B guard off root_block on
ip link set B down
ip link set B up
sleep 1.5
bridge link
brctl showstp br1 | grep -v timer | sed 's/CONFIG_PENDING //'
ip link del br0
ip link del br1
ip link del A
