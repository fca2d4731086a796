# A loop without a spanning tree floods itself, and one can still take it apart
# oracle: root
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add br0 address 02:00:00:00:00:01 type bridge
ip link add br1 address 02:00:00:00:00:02 type bridge
ip link add A address 02:00:00:00:00:0a type veth peer name B address 02:00:00:00:00:0b
ip link add C address 02:00:00:00:00:0c type veth peer name D address 02:00:00:00:00:0d
ip link set A master br0
ip link set C master br0
ip link set B master br1
ip link set D master br1
for dev in br0 br1 A B C D; do ip link set $dev up; done
ip addr add 192.0.2.1/24 dev br0
ping -c 1 -W 0.3 -q 192.0.2.2 | grep loss
ip link set C down
bridge link
ip link del br0
ip link del br1
