# A MACVLAN that has its device for itself passes on what it is asked as it comes, and below nothing
# oracle: root
sysctl -qw net.ipv6.conf.default.disable_ipv6=1
ip link add A type veth peer name B
ip link add name mv1 link B type macvlan mode passthru
ip link add name docker1 type bridge
ip link set A up
ip link set B up
brctl addif docker1 mv1
ip -d link show B
ip link set dev mv1 up
ip -d link show B
brctl addif docker1 B
ip link set B down
ip -d link show B
ip link set B up
ip -d link show B
ip -d link show mv1
ip link set mv1 down
ip -d link show B
ip link set mv1 up
ip -d link show B
brctl delif docker1 mv1
ip -d link show B
ip -d link show mv1
