# By which of three links a frame leaves
# oracle: vm
sysctl -qw net.ipv6.conf.all.disable_ipv6=1 net.ipv6.conf.default.disable_ipv6=1
ip link add A address 02:00:00:00:00:0a type veth peer name B
ip link add C address 02:00:00:00:00:0c type veth peer name D
ip link add E address 02:00:00:00:00:0e type veth peer name F
ip link set B up
ip link set D up
ip link set F up
ip link add bond0 type bond mode balance-xor
ip link set A master bond0
ip link set C master bond0
ip link set E master bond0
ip link set bond0 up
ip addr add 192.0.2.1/24 dev bond0
for i in 2 3 4 5 6 7; do ip neigh add 192.0.2.$i lladdr 02:00:00:00:00:9$i dev bond0; done
counts() { for i in A C E; do echo "$i $(cat /sys/class/net/$i/statistics/tx_packets)"; done; }
sleep 1.2
counts
for i in 2 3 4 5; do ping -c 1 -W 0.1 -q 192.0.2.$i > /dev/null; counts; done
ip link set bond0 type bond xmit_hash_policy layer2+3
for i in 2 3 4 5; do ping -c 1 -W 0.1 -q 192.0.2.$i > /dev/null; counts; done
ip link set bond0 type bond xmit_hash_policy vlan+srcmac
for i in 2 3 4 5; do ping -c 1 -W 0.1 -q 192.0.2.$i > /dev/null; counts; done
ip link set bond0 type bond xmit_hash_policy layer3+4
for p in 1000 1001 1002 1003 1010 1100; do echo x | nc -u -p 5000 -w 1 -q 0 192.0.2.3 $p; counts; done
ip link set bond0 type bond xmit_hash_policy layer2
ip link set C down
for i in 2 3 4 5; do ping -c 1 -W 0.1 -q 192.0.2.$i > /dev/null; counts; done
cat /sys/class/net/bond0/statistics/tx_packets /sys/class/net/bond0/statistics/tx_dropped
ip link set A down
ip link set E down
ping -c 1 -W 0.1 -q 192.0.2.2 > /dev/null
cat /sys/class/net/bond0/statistics/tx_packets /sys/class/net/bond0/statistics/tx_dropped
counts
ip link set bond0 down
ip link set bond0 type bond mode balance-rr
ip link set E nomaster
ip -d link show bond0 | grep -o "mode [a-z-]* miimon"
