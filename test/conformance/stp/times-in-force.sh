# Files of a bridge tell its times as the root has them, and how long entries live while the tree changes
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1 forward_delay 200 hello_time 100 max_age 600
ip link add br1 address 02:00:00:00:01:01 type bridge stp_state 1 forward_delay 300 hello_time 200 max_age 700
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
ip link set B master br1
cd /sys/class/net/br1/bridge
head max_age hello_time forward_delay ageing_time
for i in A B br0 br1; do ip link set $i up; done
sleep 7.5
head max_age hello_time forward_delay ageing_time
ip -d link show br1 | grep -o 'forward_delay.*ageing_time [0-9]*'
ip link set br1 type bridge max_age 800 ageing_time 20000
head max_age ageing_time
sleep 9
head max_age hello_time forward_delay ageing_time
cd /
for i in br0 br1 A; do ip link del $i; done
