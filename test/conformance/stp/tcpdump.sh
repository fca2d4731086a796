# Messages of the spanning tree as tcpdump prints them
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge stp_state 1 forward_delay 500 hello_time 100
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
for dev in br0 A B; do ip link set $dev up; done
timeout 4 tcpdump -t -n -c 1 -i A 2>/dev/null
timeout 4 tcpdump -t -n -v -c 1 -i B stp 2>/dev/null
timeout 4 tcpdump -t -n -e -vv -xx -c 1 -i B ether dst 01:80:c2:00:00:00 2>/dev/null
ip link set br0 type bridge stp_state 0
ip link del br0
