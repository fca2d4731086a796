# Two ports of one bridge that are joined: nothing is left to be said after what is said each second
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1 forward_delay 400 hello_time 100 max_age 600
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
for i in A B; do ip link set $i master br0; done
for i in A B br0; do ip link set $i up; done
sleep 3.5
for i in 1 2 3 4 5 6 7 8 9 10; do cat /sys/class/net/A/brport/config_pending; sleep 0.3; done | sort | uniq -c | sort -rn | head -1 | sed 's/^ *[0-9]* //'
cat /sys/class/net/B/brport/state /sys/class/net/B/brport/designated_port
for i in br0 A; do ip link del $i; done
