# The groups a bridge listens to, in the order it began to, as it goes down and up and loses IPv6.
# oracle: root
ip link add br0 address 02:00:00:00:00:01 type bridge
ip -6 addr add fd00::3/64 nodad dev br0
sleep 0.05
bridge fdb show dev br0
ip link set br0 up
sleep 0.05
bridge fdb show dev br0
ip link set br0 down
sleep 0.05
bridge fdb show dev br0
ip link set br0 up
sleep 0.05
bridge fdb show dev br0
ip maddr show br0
sysctl -qw net.ipv6.conf.br0.disable_ipv6=1
bridge fdb show dev br0
sysctl -qw net.ipv6.conf.br0.disable_ipv6=0
bridge fdb show dev br0
ip link set br0 down
ip link set br0 address 02:00:00:00:00:09
ip link set br0 up
sleep 0.05
bridge fdb show dev br0
