# Path costs and port priorities choose the port to the root
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1 forward_delay 600 hello_time 100
ip link add br1 address 02:00:00:00:00:02 type bridge stp_state 1 forward_delay 600 hello_time 100
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link set A master br0
ip link set C master br0
ip link set B master br1
ip link set D master br1
bridge link set dev B cost 100
for dev in br0 br1 A B C D; do ip link set $dev up; done
sleep 1.5
bridge link
bridge link set dev D cost 200
bridge link
brctl showstp br1 | grep 'root port'
brctl setpathcost br1 D 100
bridge link
bridge link set dev C priority 8
brctl showstp br0 | grep 'port id'
sleep 1.5
bridge link
brctl showstp br1 | grep 'root\|cost\|bridge id\|designated\|state' | sed 's/\t[a-z ]*timer.*//'
ip link del br0
ip link del br1
ip link del A
ip link del C
