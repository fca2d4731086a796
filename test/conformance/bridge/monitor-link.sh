# What bridge monitor tells of ports
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link set A master br0
for dev in br0 A B; do ip link set $dev up; done
sleep 1.2
bridge monitor link > /tmp/link &
sleep 0.2
bridge link set dev A cost 5 hairpin on
bridge link set dev A isolated on priority 3
sleep 0.1
kill $!
cat /tmp/link
bridge monitor foo
bridge monitor file
