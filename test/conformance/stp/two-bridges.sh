# Two bridges with two cables between them block one port, and take it when the other cable goes
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1 hello_time 100 forward_delay 300
ip link add br1 address 02:00:00:00:00:02 type bridge stp_state 1 hello_time 100 forward_delay 300
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link set A master br0
ip link set C master br0
ip link set B master br1
ip link set D master br1
for dev in br0 br1 A B C D; do ip link set $dev up; done
bridge link
brctl showstp br1 | grep -v timer
sleep 1.5
bridge link
brctl showstp br0 | grep -v timer | sed 's/CONFIG_PENDING //'
brctl showstp br1 | grep -v timer
ip -d link show br1 | grep -o 'designated_root.*detected [01]'
ip -d link show D | grep -o 'state.*designated_root [^ ]*'
bridge -d link show dev D
sleep 5.8
bridge link
ip -br link show type bridge
ip -d link show br0 | grep -o 'topology_change[a-z_]* [01]'
ip link set A down
sleep 0.5
bridge link
ip -d link show br1 | grep -o 'root_port.*root_path_cost [0-9]*'
ip -d link show B | grep -o 'designated.*hold'
ip link del br0
ip link del br1
ip link del A
ip link del C
