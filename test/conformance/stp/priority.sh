# Whoever has the least priority becomes the root
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1 forward_delay 200 hello_time 100
ip link add br1 address 02:00:00:00:00:02 type bridge stp_state 1 forward_delay 200 hello_time 100
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
ip link set B master br1
for dev in br0 br1 A B; do ip link set $dev up; done
sleep 1.5
brctl showstp br1 | grep 'root\|cost\|bridge id' | sed 's/\t[a-z ]*timer.*//'
brctl setbridgeprio br1 4096
brctl showstp br1 | grep 'root\|cost\|bridge id' | sed 's/\t[a-z ]*timer.*//'
sleep 2.2
brctl showstp br0 | grep 'root\|cost\|bridge id' | sed 's/\t[a-z ]*timer.*//'
brctl show
ip link del br0
ip link del br1
ip link del A
